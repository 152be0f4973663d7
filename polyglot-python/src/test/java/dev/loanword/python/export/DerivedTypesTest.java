package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyProperty;
import dev.loanword.memory.LentMemory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exported classes that extend exported classes: their Python types derive from one another. */
public class DerivedTypesTest {

    /** A module that lists a class before what that extends. */
    @PyModule(name = "zoo", classes = {Puppy.class, Dog.class, Animal.class, Stray.class})
    public static final class Zoo {
        private Zoo() {}

        @PyFunction
        public static String greet(Animal animal) {
            return animal.name() + " says " + animal.sound();
        }

        @PyFunction
        public static String walk(Dog dog) {
            return "walks " + dog.name();
        }

        @PyFunction
        public static Animal found(String what) {
            return switch (what) {
                case "puppy" -> new Puppy("Rex");
                case "hidden" -> new Hidden();
                default -> new Animal(what);
            };
        }
    }

    /** Another module, with a class that extends one of the first. */
    @PyModule(name = "farm.dogs", classes = Sheepdog.class)
    public static final class Farm {
        private Farm() {}
    }

    /** The base of all. */
    @PyClass(doc = "An animal.", matchArgs = "name")
    public static class Animal implements AutoCloseable {
        private String name;
        private boolean closed;

        @PyConstant
        public static final int LEGS = 4;

        @PyConstructor
        public Animal(String name) {
            this.name = name;
        }

        @PyProperty(doc = "What it is called.")
        public String name() {
            return name;
        }

        @PyProperty(name = "name")
        public void rename(String value) {
            name = value;
        }

        @PyFunction(doc = "What it says.")
        public String sound() {
            return "nothing";
        }

        @PyFunction
        public String tell(int count) {
            return sound().repeat(count);
        }

        @PyFunction
        public static String kingdom() {
            return "animals";
        }

        @PyFunction(classMethod = true)
        public static Animal nameless() {
            return new Animal("?");
        }

        @PyFunction(name = "__buffer__")
        public LentMemory bytes() {
            return LentMemory.of(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        @PyFunction(name = "__eq__")
        @Override
        public boolean equals(Object other) {
            return other instanceof Animal animal && animal.name.equals(name);
        }

        @PyFunction(name = "__hash__")
        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @PyProperty
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Not exported, between two that are. */
    public static class Pet extends Animal {
        public Pet(String name) {
            super(name);
        }

        @PyFunction
        public String fur() {
            return "soft";
        }
    }

    /** Overrides with and without a mark, and adds an overload. */
    @PyClass(doc = "A dog.")
    public static class Dog extends Pet {

        @PyConstructor
        public Dog(String name, int age) {
            super(name + " (" + age + ")");
        }

        Dog(String name) {
            super(name);
        }

        @Override
        public String sound() {
            return "wow";
        }

        @PyFunction
        public String tell(String count) {
            return "barks at " + count;
        }

        @PyFunction
        public void fetch() {}
    }

    /** The third level, not constructed by Python. */
    @PyClass
    public static final class Puppy extends Dog {
        Puppy(String name) {
            super(name);
        }

        @PyFunction(doc = "Louder.")
        @Override
        public String sound() {
            return "yap";
        }
    }

    /** Equality of its own; the mark of the base's hash counts for its own. */
    @PyClass
    public static final class Stray extends Animal {
        @PyConstructor
        public Stray() {
            super("stray");
        }

        @PyFunction(name = "__eq__")
        @Override
        public boolean equals(Object other) {
            return other == this;
        }

        @Override
        public int hashCode() {
            return 5;
        }
    }

    /** Of no type of its own. */
    private static final class Hidden extends Dog {
        Hidden() {
            super("hidden");
        }
    }

    /** In another module than its base. */
    @PyClass
    public static class Sheepdog extends Dog {
        @PyConstructor
        public Sheepdog() {
            super("Shep", 3);
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Farm.class, Zoo.class);

    @BeforeAll
    static void imports() {
        PYTHON.run(
                """
                import farm.dogs, inspect, pickle, zoo
                from zoo import Animal, Dog, Puppy, Stray
                from farm.dogs import Sheepdog
                """);
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void a_type_derives_from_the_one_of_the_nearest_exported_superclass() {
        shows("[t.__name__ for t in Puppy.__mro__]", "['Puppy', 'Dog', 'Animal', 'object']");
        shows("Dog.__bases__, Sheepdog.__bases__", "((<class 'zoo.Animal'>,), (<class 'zoo.Dog'>,))");
        shows("issubclass(Puppy, Animal), issubclass(Animal, Dog), Animal.__subclasses__()", "(True, False, [<class 'zoo.Dog'>, <class 'zoo.Stray'>])");
        shows("isinstance(Dog('a', 1), Animal), isinstance(Animal('a'), Dog), isinstance(Sheepdog(), Animal)", "(True, False, True)");
    }

    @Test
    void members_of_the_base_are_inherited_and_not_repeated() {
        PYTHON.run("d = Dog('Bo', 2)");
        shows("sorted(set(vars(Dog)) & {'name', 'sound', 'tell', 'fur', 'fetch', 'kingdom', 'LEGS', 'close', '__enter__', '__eq__'})", "['fetch', 'fur', 'tell']");
        shows("d.name, d.sound(), d.fur(), d.tell(2), d.tell('x'), Dog.kingdom(), Dog.LEGS, d.LEGS", "('Bo (2)', 'wow', 'soft', 'wowwow', 'barks at x', 'animals', 4, 4)");
        shows("setattr(d, 'name', 'Max'), d.name, Animal.name.fget(d)", "(None, 'Max', 'Max')");
        shows("Animal.tell(d, 1), Dog.sound is Animal.sound, Puppy.sound is Animal.sound", "('wow', True, False)");
        shows("Puppy.sound.__doc__, Dog.sound.__doc__, Dog.sound.__qualname__", "('Louder.', 'What it says.', 'Animal.sound')");
        shows("Animal('a').tell('x')", "TypeError: Animal.tell() argument 'count' must be int, not str");
        shows("Dog.tell(Animal('a'), 1)", "TypeError: a 'Dog' object is required, not 'Animal'");
    }

    @Test
    void each_class_has_constructors_of_its_own() {
        shows("Dog('a')", "TypeError: __new__() missing 1 required positional argument: 'age'");
        shows("Puppy('a')", "TypeError: cannot create 'zoo.Puppy' instances");
        shows("str(inspect.signature(Dog)), str(inspect.signature(Animal))", "('(name: str, age: int)', '(name: str)')");
        shows("Animal.__new__(Dog, 'a')", "TypeError: Animal.__new__(Dog) is not safe, use Dog.__new__()");
        shows("Animal.__init__(Dog('a', 1), 'b')", "None");
        PYTHON.run("class Odd(Dog):\n    def __init__(self): Animal.__init__(self, 'odd')");
        shows("Odd()", "TypeError: Animal.__init__(Odd) is not safe, use Dog.__init__()");
        shows("Dog.__new__(Animal, 'a', 1)", "TypeError: __new__ needs a subclass of Dog, got Animal");
    }

    @Test
    void java_takes_and_gives_the_nearest_type() {
        shows("zoo.greet(Dog('Bo', 1)), zoo.greet(Sheepdog()), zoo.walk(Sheepdog())", "('Bo (1) says wow', 'Shep (3) says wow', 'walks Shep (3)')");
        shows("zoo.walk(Animal('cat'))", "TypeError: walk() argument 'dog' must be Dog, not Animal");
        shows("[type(zoo.found(what)).__name__ for what in ('puppy', 'hidden', 'cat')]", "['Puppy', 'Dog', 'Animal']");
    }

    @Test
    void special_methods_buffers_and_closing_are_inherited() {
        shows("bytes(memoryview(Dog('Bo', 1))), bytes(Sheepdog())", "(b'Bo (1)', b'Shep (3)')");
        shows("Dog('a', 1) == Animal('a (1)'), len({Dog('a', 1), Animal('a (1)')})", "(True, 1)");
        shows("hash(Stray()), Stray() == Stray(), Stray() == Animal('stray')", "(5, False, False)");
        PYTHON.run("with Dog('a', 1) as d: open = d.closed");
        shows("open, d.closed", "(False, True)");
    }

    @Test
    void match_takes_the_names_of_the_base() {
        PYTHON.run(
                """
                def taken(value):
                    match value:
                        case Dog(name): return 'dog', name
                        case Animal(name): return 'animal', name
                """);
        shows("taken(Sheepdog()), taken(Animal('cat'))", "(('dog', 'Shep (3)'), ('animal', 'cat'))");
    }

    @Test
    void a_class_method_of_the_base_makes_what_java_makes() {
        shows("type(Animal.nameless()).__name__", "'Animal'");
        shows("Dog.nameless()", "TypeError: Animal.nameless() makes a Animal, which can't be a Dog; call it on Animal");
    }

    @Test
    void python_subclasses_override_what_is_inherited() {
        PYTHON.run(
                """
                class Hound(Dog):
                    def sound(self): return super().sound() + '!'
                    @property
                    def name(self): return super().name.upper()
                """);
        shows("zoo.greet(Hound('Bo', 1)), Hound('Bo', 1).tell(2)", "('BO (1) says wow!', 'wow!wow!')");
        shows("Animal.sound(Hound('Bo', 1)), [t.__name__ for t in Hound.__mro__]", "('wow', ['Hound', 'Dog', 'Animal', 'object'])");
    }
}
