# Sourced: a bare Debian 12 in $root, which reaches packages as this machine does; removed at the end unless $keep is set. Needs root and
# debootstrap. $0 is the program that asks.

mirror=$(apt-get indextargets --format '$(SITE)' 2>/dev/null | grep -m 1 'debian$' || true)
[ -n "$mirror" ] || mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[.*\] \)\{0,1\}\([^ ]*\).*/\2/p' \
  /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)
[ -n "$mirror" ] || { echo "$0: apt names no Debian mirror" >&2; exit 1; }

clean_up() {
  umount "$root/proc" "$root/dev" 2>/dev/null || true
  [ -n "$keep" ] || rm -rf "$root"
}
trap clean_up EXIT

echo "$0: a bare Debian 12 in $root"
debootstrap --variant=minbase --include="$include" bookworm "$root" "$mirror" > "$root.log" 2>&1 ||
  { tail "$root.log" >&2; exit 1; }
rm -f "$root.log"
chmod 755 "$root"  # a temporary folder is its maker's alone; inside it is everybody's /
# The clean machine reaches the packages as this one does.
cp -a /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/auth.conf.d "$root/etc/apt/" 2>/dev/null || true
cp -a /usr/local/share/ca-certificates "$root/usr/local/share/" 2>/dev/null || true
for file in /etc/resolv.conf /etc/hosts; do [ -e "$file" ] && cp -L "$file" "$root$file"; done
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
chroot "$root" update-ca-certificates > /dev/null 2>&1 || true
