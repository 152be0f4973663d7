package bad;

import dev.loanword.export.PyModule;

@PyModule
final class HiddenModule {}
