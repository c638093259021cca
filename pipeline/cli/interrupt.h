// SIGINT, SIGTERM and SIGHUP as something to poll for.
#pragma once

namespace tabularium {

// From now on these signals no longer end the program. The descriptor becomes readable with the first of them.
int catch_interrupts();

}  // namespace tabularium
