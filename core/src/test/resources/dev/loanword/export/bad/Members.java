package bad;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyProperty;
import java.util.List;

@PyModule
public final class Members {
    @PyConstant
    static final int HIDDEN = 1;

    @PyConstant
    public static int variable = 1;

    @PyConstant(name = "__doc__")
    public static final String DOC = "";

    @PyConstant(name = "two words")
    public static final int SPACED = 1;

    @PyConstructor
    public Members() {}

    @PyFunction
    static void hidden() {}

    @PyFunction(name = "import")
    public static void keyword() {}

    @PyFunction
    public static void $() {}

    @PyFunction(name = "__len__")
    public static int special() {
        return 1;
    }

    @PyFunction(classMethod = true)
    public static Members notOfAType() {
        return null;
    }

    @PyProperty
    public int getNothing() {
        return 1;
    }

    @PyFunction
    public static void clash() {}

    @PyConstant(name = "clash")
    public static final int CLASH = 1;

    @PyClass(name = "clash")
    public static final class Clash {}

    @PyClass(matchArgs = {"strike", "rate"})
    public static final class Option implements Comparable<Option> {
        @PyConstructor
        Option() {}

        @PyFunction(classMethod = true)
        public Option instance() {
            return this;
        }

        @PyFunction(classMethod = true)
        public static String another() {
            return "";
        }

        @PyFunction
        public void selfish(int self) {}

        @PyFunction
        @PyProperty
        public int both() {
            return 1;
        }

        @PyProperty
        public double getStrike() {
            return 1;
        }

        @PyProperty(name = "strike")
        public double again() {
            return 1;
        }

        @PyProperty
        public void setRate(double rate) {}

        @PyProperty
        public int withArgument(int index) {
            return index;
        }

        @PyProperty
        public static int shared() {
            return 1;
        }

        @PyProperty(name = "__doc__")
        public String documentation() {
            return "";
        }

        @PyFunction(name = "strike")
        public void clash() {}

        @PyFunction(name = "__len__")
        public String length() {
            return "";
        }

        @PyFunction(name = "__getitem__")
        public int get(int row, int column) {
            return 1;
        }

        @PyFunction(name = "__setitem__")
        public int set(int row, int value) {
            return 1;
        }

        @PyFunction(name = "__add__")
        public static Option add(Option other) {
            return other;
        }

        @PyFunction(name = "__exit__")
        public void exit(Object type) {}

        @PyFunction(name = "__iter__")
        public List<String> iterate() {
            return null;
        }

        @PyFunction(name = "__init__")
        public void construct() {}

        @PyFunction(name = "__getattr__")
        public Object attribute(String name) {
            return null;
        }

        @PyFunction(name = "__size__")
        public int size() {
            return 1;
        }

        @PyFunction(name = "mixed")
        public void first() {}

        @PyFunction(name = "mixed")
        public static void second(int a) {}

        @Override
        public int compareTo(Option other) {
            return 0;
        }
    }
}
