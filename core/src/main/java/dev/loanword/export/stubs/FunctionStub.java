package dev.loanword.export.stubs;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import java.util.List;

/** Writes functions, methods and constructors into a stub. */
final class FunctionStub {

    private final StubText text;
    private final PythonTypes types;
    private final SignatureText signatures;
    private boolean overlapping;

    FunctionStub(StubText text, PythonTypes types) {
        this.text = text;
        this.types = types;
        this.signatures = new SignatureText(types);
    }

    /**
     * Whether some overloads differ in their results. Checkers may call that unsafe: who has an int and knows it as object
     * is told another result than comes.
     */
    boolean isOverlapping() {
        return overlapping;
    }

    void write(FunctionModel function) {
        String decorator =
                switch (function.binding()) {
                    case MODULE, INSTANCE -> "";
                    case STATIC -> types.builtin("staticmethod");
                    case CLASS -> types.builtin("classmethod");
                };
        FunctionModel ordered = new FunctionModel(
                function.name(), function.doc(), function.binding(), Overloading.narrowestFirst(function.overloads()));
        write(function.name(), decorator, signatures.signatures(ordered), function.doc());
    }

    Signature getter(CallModel getter) {
        return signatures.getter(getter);
    }

    Signature setter(CallModel setter) {
        return signatures.setter(setter);
    }

    void writeConstructors(List<CallModel> constructors) {
        write("__init__", "", signatures.constructorSignatures(Overloading.narrowestFirst(constructors)), "");
    }

    /** Overloads have the documentation once, at the first. */
    private void write(String name, String decorator, List<Signature> overloads, String doc) {
        overlapping |= overloads.stream().map(Signature::result).distinct().count() > 1;
        String documentation = doc;
        for (Signature signature : overloads) {
            if (overloads.size() > 1) {
                text.line("@" + types.typing("overload"));
            }
            if (!decorator.isEmpty()) {
                text.line("@" + decorator);
            }
            write(name, signature, documentation);
            documentation = "";
        }
    }

    void write(String name, Signature signature, String doc) {
        if (doc.isBlank()) {
            text.line("def " + name + signature + ": ...");
            return;
        }
        text.open("def " + name + signature + ":");
        text.doc(doc);
        text.close();
    }
}
