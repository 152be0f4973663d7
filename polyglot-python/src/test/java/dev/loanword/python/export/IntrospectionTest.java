package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.PyProperty;
import dev.loanword.export.model.ParameterKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Python's own tools tell of exported things: help, annotations, type hints. */
public class IntrospectionTest {

    /** A documented module. */
    @PyModule(name = "tools", doc = "Tools.", classes = {Tool.class, Hammer.class})
    public static final class Tools {
        private Tools() {}

        @PyFunction(doc = "Picks tools.")
        public static List<Tool> pick(
                @PyParameter(kind = ParameterKind.POSITIONAL_ONLY) String name,
                Optional<Path> where,
                @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "3") int count) {
            return List.of();
        }
    }

    /** A documented class. */
    @PyClass(doc = "A tool.")
    public static class Tool {
        @PyConstant
        public static final int MOST = 9;

        @PyConstructor
        public Tool(double weight) {}

        @PyFunction(doc = "Uses it.")
        public void use(@PyParameter(defaultValue = "1") int times) {}

        @PyFunction
        public static String kind() {
            return "tool";
        }

        @PyFunction(classMethod = true)
        public static Tool small() {
            return new Tool(1);
        }

        @PyProperty(doc = "In kg.")
        public double weight() {
            return 1;
        }

        @PyFunction(name = "__call__")
        public int call(int times) {
            return times;
        }
    }

    /** Derives. */
    @PyClass(doc = "A hammer.")
    public static final class Hammer extends Tool {
        @PyConstructor
        public Hammer() {
            super(2);
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Tools.class);

    @BeforeAll
    static void imports() {
        PYTHON.run(
                """
                import inspect, io, pydoc, tools, typing
                from tools import Hammer, Tool
                def told(thing):
                    return [line.rstrip() for line in pydoc.plain(pydoc.render_doc(thing)).splitlines()]
                """);
    }

    private static void shows(String expression, String expected) {
        assertThat(PYTHON.show(expression)).as(expression).isEqualTo(expected);
    }

    @Test
    void functions_have_type_hints() {
        shows("sorted(typing.get_type_hints(tools.pick).items())", "[('count', <class 'int'>), ('name', <class 'str'>), ('return', list[tools.Tool]), ('where', str | os.PathLike[str] | None)]");
        shows("inspect.get_annotations(tools.pick) == tools.pick.__annotations__ == typing.get_type_hints(tools.pick)", "True");
        shows("typing.get_type_hints(Tool.use), typing.get_type_hints(Tool(1).use)", "({'times': <class 'int'>, 'return': <class 'NoneType'>}, {'times': <class 'int'>, 'return': <class 'NoneType'>})");
        shows("inspect.get_annotations(Tool.kind), Tool.kind.__annotations__", "({'return': <class 'str'>}, {'return': <class 'str'>})");
    }

    @Test
    void functions_of_pythons_own_have_none_as_before() {
        shows("len.__annotations__", "AttributeError: 'builtin_function_or_method' object has no attribute '__annotations__'");
        shows("typing.get_type_hints(len), inspect.get_annotations(len)", "({}, {})");
        shows("hasattr(str.join, '__annotations__'), str(inspect.signature(len))", "(False, '(a, /)')");
    }

    @Test
    void signatures_belong_to_types_and_functions_and_not_to_instances() {
        shows("str(inspect.signature(tools.pick))", "'(name: str, /, where: str | os.PathLike[str] | None = None, *, count: int = 3) -> list[tools.Tool]'");
        shows("str(inspect.signature(Tool)), str(inspect.signature(Hammer)), str(inspect.signature(Tool.use))", "('(weight: float)', '()', '(self, times: int = 1) -> None')");
        shows("str(inspect.signature(Tool(1)))", "'(times: int) -> int'");
        shows("hasattr(Tool(1), '__signature__'), inspect.isclass(Tool), inspect.isbuiltin(tools.pick)", "(False, True, True)");
    }

    @Test
    void help_of_a_function_is_whole() {
        shows("told(tools.pick)", "['Python Library Documentation: built-in function pick in module tools', '',"
                + " 'pick(name: str, /, where: str | os.PathLike[str] | None = None, *, count: int = 3) -> list[tools.Tool]', '    Picks tools.']");
    }

    @Test
    void help_of_a_derived_type_is_whole() {
        assertThat(PYTHON.host().eval("'\\n'.join(told(Hammer))", String.class)).isEqualTo(
                """
                Python Library Documentation: class Hammer in module tools

                class Hammer(Tool)
                 |  A hammer.
                 |
                 |  Method resolution order:
                 |      Hammer
                 |      Tool
                 |      builtins.object
                 |
                 |  Methods defined here:
                 |
                 |  __init__(self, /, *args, **kwargs)
                 |      Constructs the object in a subclass whose __init__ calls this one.
                 |
                 |  ----------------------------------------------------------------------
                 |  Static methods defined here:
                 |
                 |  __new__(cls, /, *args, **kwargs)
                 |      Constructs an object; help(type) has the arguments.
                 |
                 |  ----------------------------------------------------------------------
                 |  Data and other attributes defined here:
                 |
                 |  __signature__ = <Signature ()>
                 |
                 |  ----------------------------------------------------------------------
                 |  Methods inherited from Tool:
                 |
                 |  __call__(self, times: int) -> int
                 |
                 |  __reduce_ex__(self, /, protocol)
                 |      Helper for pickle and copy.
                 |
                 |  use(self, times: int = 1) -> None
                 |      Uses it.
                 |
                 |  ----------------------------------------------------------------------
                 |  Class methods inherited from Tool:
                 |
                 |  small() -> Self
                 |
                 |  ----------------------------------------------------------------------
                 |  Static methods inherited from Tool:
                 |
                 |  kind() -> str class method of tools.Tool
                 |
                 |  ----------------------------------------------------------------------
                 |  Readonly properties inherited from Tool:
                 |
                 |  weight
                 |      In kg.
                 |
                 |  ----------------------------------------------------------------------
                 |  Data descriptors inherited from Tool:
                 |
                 |  __weakref__
                 |
                 |  ----------------------------------------------------------------------
                 |  Data and other attributes inherited from Tool:
                 |
                 |  MOST = 9""");
    }
}
