package dev.loanword.python.graalpy.export;

/** What spun implementations of functional interfaces have besides. Public because they live with the core. */
public interface PythonCallback {

    /** What they call. */
    CallbackTarget target();
}
