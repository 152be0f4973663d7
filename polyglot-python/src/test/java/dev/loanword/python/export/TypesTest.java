package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.PyProperty;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exported classes, enums and records, as Python sees them. */
public class TypesTest {

    /** Types of all kinds. */
    @PyModule(name = "shapes", doc = "Shapes.", classes = {Vector.class, Shelf.class, Countdown.class})
    public static final class Shapes {
        private Shapes() {}

        @PyConstant
        public static final double GOLDEN = 1.618;

        @PyConstant(name = "unit")
        public static final Vector UNIT = new Vector(1, 0);

        @PyClass(doc = "Where to.")
        public enum Side {
            LEFT,
            RIGHT
        }

        @PyClass(doc = "A point on a grid.")
        public record Point(int x, int y, Side side) {
            public Point {
                if (x < 0) {
                    throw new IllegalArgumentException("x must not be negative, got " + x);
                }
            }
        }

        @PyFunction
        public static Side other(Side side) {
            return side == Side.LEFT ? Side.RIGHT : Side.LEFT;
        }

        @PyFunction
        public static String name(@PyParameter(defaultValue = "Side.RIGHT") Side side) {
            return side.name();
        }

        @PyFunction
        public static Point moved(Point point, int by) {
            return new Point(point.x() + by, point.y(), point.side());
        }

        @PyFunction
        public static double length(Vector vector) {
            return Math.hypot(vector.x, vector.y);
        }

        @PyFunction
        public static List<Vector> both(Vector one, Vector other) {
            return List.of(one, other);
        }

        @PyFunction
        public static Object hidden() {
            return new Object();
        }
    }

    /** A value with operators. */
    @PyClass(doc = "A vector of two numbers.", matchArgs = {"x", "y"})
    public static class Vector {
        private double x;
        private double y;

        @PyConstructor
        public Vector(@PyParameter(defaultValue = "0.0") double x, @PyParameter(defaultValue = "0.0") double y) {
            this.x = x;
            this.y = y;
        }

        @PyFunction(classMethod = true, doc = "A vector of a text such as '1,2'.")
        public static Vector parse(String text) {
            String[] parts = text.split(",");
            return new Vector(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
        }

        @PyFunction
        public static double dot(Vector one, Vector other) {
            return one.x * other.x + one.y * other.y;
        }

        @PyProperty(doc = "The first number.")
        public double getX() {
            return x;
        }

        @PyProperty
        public void setX(double x) {
            this.x = x;
        }

        @PyProperty
        public double y() {
            return y;
        }

        @PyFunction(name = "__add__")
        public Vector plus(Vector other) {
            return new Vector(x + other.x, y + other.y);
        }

        @PyFunction(name = "__neg__")
        public Vector negated() {
            return new Vector(-x, -y);
        }

        @PyFunction(name = "__eq__")
        @Override
        public boolean equals(Object other) {
            return other instanceof Vector vector && vector.x == x && vector.y == y;
        }

        @PyFunction(name = "__hash__")
        @Override
        public int hashCode() {
            return Objects.hash(x, y);
        }

        @PyFunction(name = "__lt__")
        public boolean isShorter(Vector other) {
            return Math.hypot(x, y) < Math.hypot(other.x, other.y);
        }

        @PyFunction(name = "__bool__")
        public boolean isSomewhere() {
            return x != 0 || y != 0;
        }

        @PyFunction(name = "__repr__")
        @Override
        public String toString() {
            return "Vector(" + x + ", " + y + ")";
        }

        @PyFunction(name = "__call__")
        public double at(double t) {
            return x + y * t;
        }
    }

    /** A container that is to be closed. */
    @PyClass(doc = "A shelf of texts.")
    public static final class Shelf implements AutoCloseable {
        private final List<String> texts = new ArrayList<>();
        private boolean closed;

        @PyConstructor
        public Shelf(String... texts) {
            this.texts.addAll(List.of(texts));
        }

        @PyFunction(name = "__len__")
        public int size() {
            return texts.size();
        }

        @PyFunction(name = "__getitem__")
        public String get(int index) {
            return texts.get(index < 0 ? index + texts.size() : index);
        }

        @PyFunction(name = "__setitem__")
        public void set(int index, String text) {
            texts.set(index, text);
        }

        @PyFunction(name = "__delitem__")
        public void remove(int index) {
            texts.remove(index);
        }

        @PyFunction(name = "__contains__")
        public boolean contains(String text) {
            return texts.contains(text);
        }

        @PyFunction(name = "__iter__")
        public Iterator<String> iterator() {
            return texts.iterator();
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

    /** An iterator of its own. */
    @PyClass
    public static final class Countdown {
        private int left;

        @PyConstructor
        public Countdown(int from) {
            left = from;
        }

        @PyFunction(name = "__iter__")
        public Countdown iterator() {
            return this;
        }

        @PyFunction(name = "__next__")
        public int next() {
            if (left == 0) {
                throw new NoSuchElementException("lift-off");
            }
            return left--;
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Shapes.class);

    @BeforeAll
    static void imports() {
        PYTHON.run(
                """
                import copy, enum, gc, inspect, pickle, weakref
                import shapes
                from shapes import Countdown, Point, Shelf, Side, Vector
                """);
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void a_type_is_constructed_with_defaults_and_keywords() {
        shows("Vector(), Vector(1), Vector(y=2), Vector(1, 2)", "(Vector(0.0, 0.0), Vector(1.0, 0.0), Vector(0.0, 2.0), Vector(1.0, 2.0))");
        shows("Vector('a')", "TypeError: Vector() argument 'x' must be real number, not str");
        shows("Vector(1, 2, 3)", "TypeError: __new__() takes from 1 to 3 positional arguments but 4 were given");
        shows("str(inspect.signature(Vector))", "'(x: float = 0.0, y: float = 0.0)'");
        shows("len(Shelf()), len(Shelf('a', 'b'))", "(0, 2)");
    }

    @Test
    void a_type_is_a_class() {
        shows("Vector, type(Vector), Vector.__module__, Vector.__doc__", "(<class 'shapes.Vector'>, <class 'type'>, 'shapes', 'A vector of two numbers.')");
        shows("isinstance(Vector(), Vector), isinstance(1, Vector)", "(True, False)");
        shows("weakref.ref(shapes.unit)() is shapes.unit", "True");
        shows("pickle.loads(pickle.dumps(Vector)) is Vector, pickle.loads(pickle.dumps(Vector.dot))(Vector(1), Vector(2))", "(True, 2.0)");
        shows("copy.copy(Vector(1))", "TypeError: cannot pickle 'Vector' object: its state is Java's; define __reduce__,"
                + " or export __getnewargs__, or __getstate__ and __setstate__");
        shows("setattr(Vector(), 'z', 1)", "AttributeError: 'Vector' object has no attribute 'z'");
        shows("Vector.plus", "AttributeError: 'Vector' object has no attribute 'plus'");
        shows("Vector.__add__(1, Vector())", "TypeError: a 'Vector' object is required, not 'int'");
    }

    @Test
    void properties_are_read_and_written() {
        PYTHON.run("v = Vector(1, 2)");
        shows("v.x, v.y", "(1.0, 2.0)");
        shows("setattr(v, 'x', 5), v.x", "(None, 5.0)");
        shows("setattr(v, 'x', 'a')", "TypeError: Vector.x() argument 'x' must be real number, not str");
        shows("setattr(v, 'y', 5)", "AttributeError: property of 'Vector' object has no setter");
        shows("Vector.x.__doc__", "'The first number.'");
    }

    @Test
    void operators_work() {
        shows("Vector(1, 2) + Vector(3, 4), -Vector(1, 2)", "(Vector(4.0, 6.0), Vector(-1.0, -2.0))");
        shows("Vector(1) == Vector(1), Vector(1) != Vector(2), Vector(1) == 1, Vector(1) != None", "(True, True, False, True)");
        shows("Vector(1) < Vector(2), Vector(1) > Vector(2), min(Vector(3), Vector(2))", "(True, False, Vector(2.0, 0.0))");
        shows("{Vector(1): 'a'}[Vector(1)], len({Vector(1), Vector(1), Vector(2)})", "('a', 2)");
        shows("bool(Vector()), bool(Vector(1)), Vector(1, 2)(10)", "(False, True, 21.0)");
        shows("Vector(1) + 1", "TypeError: unsupported operand type(s) for +: 'Vector' and 'int'");
        shows("Vector(1) < 1", "TypeError: '<' not supported between instances of 'Vector' and 'int'");
        shows("Vector(1) + None", "TypeError: unsupported operand type(s) for +: 'Vector' and 'NoneType'");
    }

    @Test
    void static_and_class_methods_are_such() {
        shows("Vector.dot(Vector(1, 2), Vector(3, 4)), Vector().dot(Vector(1), Vector(2))", "(11.0, 2.0)");
        shows("Vector.parse('1,2')", "Vector(1.0, 2.0)");
        PYTHON.run("class Named(Vector):\n  name = 'n'");
        shows("type(Named.parse('1,2')), Named.parse('1,2').name, Named.parse('3,4').x", "(<class '__main__.Named'>, 'n', 3.0)");
        shows("Vector.parse('x')", "ValueError: For input string: \"x\"");
    }

    @Test
    void python_classes_derive_from_it() {
        PYTHON.run(
                """
                class Labelled(Vector):
                    def __new__(cls, label, x):
                        made = super().__new__(cls, x)
                        made.label = label
                        return made
                    def __add__(self, other):
                        return Labelled(self.label, super().__add__(other).x)
                    @property
                    def x(self):
                        return super().x * 10
                l = Labelled('a', 2)
                """);
        shows("l.label, l.x, l.y, isinstance(l, Vector), type(l + l)", "('a', 20.0, 0.0, True, <class '__main__.Labelled'>)");
        shows("shapes.length(l)", "2.0");
        shows("shapes.both(l, l)[0] is l", "True");
        shows("Vector.__new__(int)", "TypeError: __new__ needs a subclass of Vector, got int");
        shows("Vector.__new__(3)", "TypeError: __new__ needs a subclass of Vector, got a int");
    }

    @Test
    void match_takes_it_apart() {
        PYTHON.run(
                """
                def taken(value):
                    match value:
                        case Vector(0.0, y): return 'upright', y
                        case Vector(x=x): return 'other', x
                        case Point(x, y): return 'point', x, y
                        case Side.LEFT: return 'left'
                """);
        shows("taken(Vector(0, 3)), taken(Vector(2, 3)), taken(Point(4, 5, Side.LEFT)), taken(Side.LEFT)", "(('upright', 3.0), ('other', 2.0), ('point', 4, 5), 'left')");
    }

    @Test
    void the_same_java_object_is_the_same_python_object() {
        PYTHON.run("v, w = Vector(1), Vector(2)");
        shows("[o is v for o in shapes.both(v, w)]", "[True, False]");
        shows("shapes.unit, shapes.both(shapes.unit, v)[0] is shapes.unit, shapes.GOLDEN", "(Vector(1.0, 0.0), True, 1.618)");
    }

    @Test
    void a_container_is_one() {
        PYTHON.run("s = Shelf('a', 'b', 'c')");
        shows("len(s), s[0], s[-1], 'b' in s, 'z' in s, list(s)", "(3, 'a', 'c', True, False, ['a', 'b', 'c'])");
        shows("s[3]", "IndexError: Index 3 out of bounds for length 3");
        PYTHON.run("s[0] = 'x'; del s[1]");
        shows("[*s]", "['x', 'c']");
        shows("s['k']", "TypeError: Shelf.__getitem__() argument 'index' must be int, not str");
        shows("s[2**40]", "IndexError: index out of range: 1099511627776 has more than 32 bits");
    }

    @Test
    void what_can_be_closed_is_a_context_manager() {
        PYTHON.run("with Shelf() as s:\n  inside = s.closed");
        shows("inside, s.closed, s.close()", "(False, True, None)");
        PYTHON.run(
                """
                try:
                    with Shelf() as s: 1 / 0
                except ZeroDivisionError as e:
                    through = e
                """);
        shows("str(through), s.closed", "('division by zero', True)");
    }

    @Test
    void an_iterator_ends_where_java_has_no_more() {
        shows("list(Countdown(3)), next(Countdown(0), 'end'), [i for i in Countdown(1)]", "([3, 2, 1], 'end', [1])");
        shows("next(Countdown(0))", "StopIteration: ");
        shows("iter(c := Countdown(1)) is c", "True");
    }

    @Test
    void an_enum_is_an_enum() {
        shows("Side, list(Side), Side.LEFT.name, Side['RIGHT'], isinstance(Side.LEFT, enum.Enum)", "(<enum 'Side'>, [<Side.LEFT: 'LEFT'>, <Side.RIGHT: 'RIGHT'>], 'LEFT', <Side.RIGHT: 'RIGHT'>, True)");
        shows("shapes.other(Side.LEFT) is Side.RIGHT, shapes.name(), shapes.name(Side.LEFT)", "(True, 'RIGHT', 'LEFT')");
        shows("shapes.other('LEFT')", "TypeError: other() argument 'side' must be Side, not str");
        shows("pickle.loads(pickle.dumps(Side.LEFT)) is Side.LEFT, Side.__doc__", "(True, 'Where to.')");
        shows("str(inspect.signature(shapes.name))", "\"(side: shapes.Side = <Side.RIGHT: 'RIGHT'>) -> str\"");
    }

    @Test
    void a_record_is_a_named_tuple() {
        PYTHON.run("p = Point(1, 2, Side.LEFT)");
        shows("p, p.x, p[1], p == (1, 2, Side.LEFT), isinstance(p, tuple)", "(Point(x=1, y=2, side=<Side.LEFT: 'LEFT'>), 1, 2, True, True)");
        shows("shapes.moved(p, 5)", "Point(x=6, y=2, side=<Side.LEFT: 'LEFT'>)");
        shows("p._replace(y=9), pickle.loads(pickle.dumps(p)) == p, hash(p) == hash(p)", "(Point(x=1, y=9, side=<Side.LEFT: 'LEFT'>), True, True)");
        shows("shapes.moved(p, -5)", "ValueError: x must not be negative, got -4");
        shows("shapes.moved((1, 2, Side.LEFT), 1)", "TypeError: moved() argument 'point' must be Point, not tuple");
        shows("shapes.moved(Point('a', 2, Side.LEFT), 1)", "TypeError: moved() field 'x' of argument 'point' must be int, not str");
        shows("Point.__doc__, Point.__module__", "('A point on a grid.', 'shapes')");
    }

    @Test
    void what_is_not_exported_does_not_cross() {
        assertThat(PYTHON.show("shapes.hidden()"))
                .isEqualTo("ValueError: a java.lang.Object can't be given to Python: neither its class nor one above it is exported");
        shows("shapes.length(5)", "TypeError: length() argument 'vector' must be Vector, not int");
    }
}
