namespace tabularium {}  // namespace tabularium
