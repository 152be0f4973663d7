package dev.loanword.python.graalpy.export;

import java.util.concurrent.atomic.AtomicLong;

/** Loads spun classes below the class loader of the core that they call. */
final class SpunClasses extends ClassLoader {

    private static final AtomicLong LAST_NUMBER = new AtomicLong();
    private static final ClassValue<SpunClasses> LOADERS = new ClassValue<>() {
        @Override
        protected SpunClasses computeValue(Class<?> owner) {
            return new SpunClasses(owner.getClassLoader());
        }
    };

    private SpunClasses(ClassLoader core) {
        super(core);
    }

    /** A number that no other spun class has. */
    static long number() {
        return LAST_NUMBER.incrementAndGet();
    }

    /** Loads a class next to {@code owner} and makes an instance by its constructor without parameters. */
    static <T> T instance(Class<?> owner, byte[] classFile, Class<T> type) {
        try {
            return type.cast(load(owner, classFile).getConstructor().newInstance());
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("a spun class has no usable constructor", impossible);
        }
    }

    /** Loads a class next to {@code owner}. */
    static Class<?> load(Class<?> owner, byte[] classFile) {
        return LOADERS.get(owner).defineClass(null, classFile, 0, classFile.length);
    }

    /** The core may lie where this room's classes can't be seen from, as in an application server. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return SpunClasses.class.getClassLoader().loadClass(name);
    }
}
