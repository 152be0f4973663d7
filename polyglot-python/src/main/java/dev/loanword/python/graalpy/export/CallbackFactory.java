package dev.loanword.python.graalpy.export;

/** Makes implementations of one functional interface. Public because the spun classes live with the core. */
public abstract class CallbackFactory {

    /** Nothing to set up. */
    protected CallbackFactory() {}

    /** An implementation whose one method calls the target. */
    public abstract Object make(CallbackTarget target);
}
