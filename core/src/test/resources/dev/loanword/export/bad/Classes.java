package bad;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyException;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;

@PyModule(classes = {String.class, Classes.Unmarked.class, Classes.Package.Reached.class})
public final class Classes {
    public static final class Unmarked {}

    @PyClass
    static final class Hidden {}

    @PyClass
    public final class Inner {}

    @PyClass
    public static final class Generic<T> {}

    @PyClass
    @PyException
    public static final class Both extends Exception {
        private static final long serialVersionUID = 1;
    }

    @PyException
    public static final class NoException {}

    @PyException(base = "java.lang.RuntimeException")
    public static final class WrongBase extends Exception {
        private static final long serialVersionUID = 1;
    }

    @PyException(name = "not a name")
    public static final class WrongName extends Exception {
        private static final long serialVersionUID = 1;
    }

    @PyClass
    public abstract static class Abstract implements Runnable {
        @PyConstructor
        public Abstract() {}

        @PyFunction
        public abstract void marked();

        abstract void unmarked();
    }

    public static class Base {
        @PyFunction
        protected void inherited() {}
    }

    @PyClass
    public static final class Derived extends Base {}

    @PyClass
    public interface Shape {
        @PyFunction
        static Shape unit() {
            return null;
        }
    }

    static final class Package {
        @PyClass
        public static final class Reached {}
    }
}
