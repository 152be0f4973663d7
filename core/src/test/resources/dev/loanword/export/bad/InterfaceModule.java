package bad;

import dev.loanword.export.PyModule;

@PyModule
public interface InterfaceModule {}
