#include "pipeline/cli/cli.h"

int main(int argc, char** argv) { return tabularium::run_cli({argv + 1, argv + argc}); }
