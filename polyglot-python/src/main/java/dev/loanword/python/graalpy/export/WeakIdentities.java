package dev.loanword.python.graalpy.export;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/** Finds the one object that stands for another, by identity, without keeping either alive. */
final class WeakIdentities<V> {

    private final Map<Key, WeakReference<V>> entries = new HashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** The object that stands for {@code key}, or {@code null}. */
    V get(Object key) {
        WeakReference<V> value = entries.get(new Key(key, null));
        return value == null ? null : value.get();
    }

    /** Lets {@code value} stand for {@code key}. */
    void put(Object key, V value) {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            entries.remove(gone);
        }
        entries.put(new Key(key, collected), new WeakReference<>(value));
    }

    /** Equal to another key of the same object; once that is collected, to itself alone. */
    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object key, ReferenceQueue<Object> queue) {
            super(key, queue);
            hash = System.identityHashCode(key);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && key.refersTo(get());
        }
    }
}
