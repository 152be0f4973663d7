package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.truffle.api.RootCallTarget;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the call targets of a core's builtins, so that the hosts of an engine share them and their compiled code. */
public interface CallTargets {

    /** The call target of a key, made when it is first asked for. */
    RootCallTarget get(String key, Builtin builtin);

    /**
     * Those of one module, in the entered context's engine.
     *
     * <p>If the module's class was loaded together with this toolkit, GraalPy keeps them as long as the engine lives. Otherwise
     * they hold a class loader that comes and goes with hosts, such as that of {@code --core}. Then they are kept as long as a
     * host holds what this method returns.
     */
    static CallTargets of(Class<?> module) {
        return module.getClassLoader() == CallTargets.class.getClassLoader()
                ? new OfEngine(module.getName())
                : OfCore.of(module);
    }

    /** In GraalPy's own cache. */
    record OfEngine(String qualifier) implements CallTargets {
        @Override
        public RootCallTarget get(String key, Builtin builtin) {
            return PythonLanguage.get(null)
                    .createCachedCallTarget(builtin::root, FunctionRoot.class, "loanword:" + qualifier + "." + key);
        }
    }

    /** In a cache of the module's class. */
    final class OfCore implements CallTargets {

        // The call targets hold the language instance: were they held from here, neither would ever go.
        private static final ClassValue<Map<PythonLanguage, WeakReference<OfCore>>> KNOWN = new ClassValue<>() {
            @Override
            protected Map<PythonLanguage, WeakReference<OfCore>> computeValue(Class<?> module) {
                return new WeakHashMap<>();
            }
        };

        private final PythonLanguage language;
        private final Map<String, RootCallTarget> targets = new ConcurrentHashMap<>();

        private OfCore(PythonLanguage language) {
            this.language = language;
        }

        private static OfCore of(Class<?> module) {
            PythonLanguage language = PythonLanguage.get(null);
            Map<PythonLanguage, WeakReference<OfCore>> known = KNOWN.get(module);
            synchronized (known) {
                WeakReference<OfCore> reference = known.get(language);
                OfCore targets = reference == null ? null : reference.get();
                if (targets == null) {
                    targets = new OfCore(language);
                    known.put(language, new WeakReference<>(targets));
                }
                return targets;
            }
        }

        @Override
        public RootCallTarget get(String key, Builtin builtin) {
            return targets.computeIfAbsent(key, missing -> builtin.root(language).getCallTarget());
        }
    }
}
