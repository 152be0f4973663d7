package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.capsule.PyCapsule;
import com.oracle.graal.python.runtime.object.PFactory;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.function.Consumer;

/** Makes capsules around C structures of ours. Consumers take the structure over and give the capsule another name, or mark it. */
final class Capsules {

    private static final Cleaner CLEANER = Cleaner.create();

    private Capsules() {}

    /**
     * A new capsule.
     *
     * @param struct what it points to; kept at least as long as the capsule
     * @param abandon called in any thread if the capsule is collected and still has its name: nobody has taken the structure
     */
    static Object create(CapsuleName name, MemorySegment struct, Consumer<MemorySegment> abandon) {
        PythonLanguage language = PythonLanguage.get(null);
        PyCapsule capsule = PFactory.createCapsuleNativeName(language, struct.address(), name.address());
        CLEANER.register(capsule, new Ending(language, capsule.getData(), name.address(), struct, abandon));
        return capsule;
    }

    /** What is done when a capsule is gone. A capsule's data outlive it, and do not refer to it. */
    private record Ending(
            PythonLanguage language,
            PyCapsule.CapsuleData data,
            Long name,
            MemorySegment struct,
            Consumer<MemorySegment> abandon)
            implements Runnable {

        @Override
        public void run() {
            if (new PyCapsule(language, data).getNamePtr() == name) {
                abandon.accept(struct);
            }
        }
    }
}
