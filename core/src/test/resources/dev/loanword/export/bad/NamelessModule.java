package bad;

import dev.loanword.export.PyModule;

@PyModule(name = "pricing.class")
public final class NamelessModule {}
