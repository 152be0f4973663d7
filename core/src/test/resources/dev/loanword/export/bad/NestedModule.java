package bad;

import dev.loanword.export.PyModule;

final class NestedModule {
    @PyModule
    public static final class Unreachable {}
}
