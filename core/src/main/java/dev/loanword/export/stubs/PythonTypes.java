package dev.loanword.export.stubs;

import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.Simple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Python's annotations for the types of one module, such as {@code str | None} or {@code Sequence[float]}, and the imports that
 * they need.
 *
 * <p>Type checkers know more than Python does while it runs, so that there are two kinds: {@link #forStub} and
 * {@link #forRuntime}.
 */
public final class PythonTypes {

    private final ModuleModel module;
    private final ExportedNames known;
    private final boolean stub;
    private final Imports imports;
    private final Set<String> hiddenInClasses;
    private final Map<String, String> aliases = new LinkedHashMap<>();

    private PythonTypes(ModuleModel module, ExportedNames known, boolean stub) {
        this.module = module;
        this.known = known;
        this.stub = stub;
        Set<String> taken = new HashSet<>();
        module.types().forEach(type -> taken.add(type.name()));
        this.hiddenInClasses = stub ? memberNames(module) : Set.of();
        if (stub) {
            taken.addAll(hiddenInClasses);
            module.functions().forEach(function -> taken.add(function.name()));
            module.constants().forEach(constant -> taken.add(constant.name()));
        }
        this.imports = new Imports(taken);
    }

    /**
     * Annotations as type checkers want them, in a file that defines the module's names.
     *
     * @param known the types of all modules that the module refers to, its own included
     */
    public static PythonTypes forStub(ModuleModel module, ExportedNames known) {
        return new PythonTypes(module, known, true);
    }

    /**
     * Annotations that Python 3.12 can evaluate, where the module's types and {@link #importStatements()} are known.
     *
     * @param known the types of all modules that the module refers to, its own included
     */
    public static PythonTypes forRuntime(ModuleModel module, ExportedNames known) {
        return new PythonTypes(module, known, false);
    }

    /** The type of what Python passes to Java: as wide as what is taken. */
    public String argument(ValueType type) {
        return union(argumentTypes(type));
    }

    /** The type of what Java gives to Python: as narrow as what comes. */
    public String result(ValueType type) {
        return union(resultTypes(type));
    }

    /**
     * The type of one of the arguments that {@code *args} or {@code **kwargs} gather.
     *
     * @param type what gathers them
     */
    public String gathered(ValueType type) {
        return union(gatheredTypes(type));
    }

    Set<String> gatheredTypes(ValueType type) {
        return switch (type) {
            case ValueType.Collection(_, var element) -> argumentTypes(element);
            case ValueType.Iteration(_, var element) -> argumentTypes(element);
            case ValueType.NumberArray(var element) -> argumentTypes(element);
            case ValueType.Dictionary(_, var value) -> argumentTypes(value);
            case Simple.BYTES -> members(imports.builtin("int"));
            case Simple.NUMBER_LIST -> members(imports.builtin("float"));
            default -> throw new IllegalArgumentException(
                    type + " gathers no arguments; this should have been refused when the class was checked, please report it");
        };
    }

    /** The import statements for all annotations that were asked for so far, sorted. */
    public List<String> importStatements() {
        return imports.statements();
    }

    /** Further names for types of the module that a member of a class hides: name by name. */
    Map<String, String> aliases() {
        return aliases;
    }

    /** How the file calls a name of the module {@code typing} or {@code typing_extensions}. */
    String typing(String name) {
        // What Python 3.10 does not have yet; stubs find the other module everywhere.
        boolean recent = name.equals("Self") || name.equals("Never");
        return imports.from(stub && recent ? "typing_extensions" : "typing", name);
    }

    String builtin(String name) {
        return imports.builtin(name);
    }

    String from(String module, String name) {
        return imports.from(module, name);
    }

    /** How the file calls an exported class. */
    String exported(String className) {
        ExportedNames.PythonName name = known.find(className);
        if (!name.module().equals(module.name())) {
            return imports.qualified(name.module(), name.name());
        }
        if (!hiddenInClasses.contains(name.name())) {
            return name.name();
        }
        return aliases.computeIfAbsent(name.name(), imports::privately);
    }

    /** How the file calls an exception: an exported one by its Java name, else a built-in one by its Python name. */
    String exception(String base) {
        return known.has(base) ? exported(base) : imports.builtin(base);
    }

    Set<String> argumentTypes(ValueType type) {
        return switch (type) {
            case Simple.BYTES -> members(imports.builtin("bytes"), imports.builtin("bytearray"));
            case Simple.PATH -> members(
                    imports.builtin("str"), imports.from("os", "PathLike") + "[" + imports.builtin("str") + "]");
            case Simple.NUMBER_LIST -> members(abc("Sequence") + "[" + imports.builtin("float") + "]");
            case Simple.ANY -> members(imports.builtin("object"));
            case Simple simple -> members(simple(simple));
            case ValueType.Borrowed borrowed -> borrowed(borrowed);
            case ValueType.NumberArray(var element) -> {
                String sequence = abc("Sequence") + "[" + simple(element) + "]";
                yield element == Simple.CHARACTER ? members(sequence) : members(sequence, buffer());
            }
            case ValueType.Nullable(var of) -> orNone(argumentTypes(of));
            case ValueType.Optional(var of, _) -> orNone(argumentTypes(of));
            case ValueType.Collection(var kind, var element) ->
                members(abc(switch (kind) {
                    case LIST, ARRAY -> "Sequence";
                    case COLLECTION -> "Collection";
                    case SET -> "Set";
                }) + "[" + argument(element) + "]");
            case ValueType.Dictionary(var key, var value) ->
                members(abc("Mapping") + "[" + argument(key) + ", " + argument(value) + "]");
            case ValueType.Iteration(_, var element) -> members(abc("Iterable") + "[" + argument(element) + "]");
            case ValueType.Callback(_, _, _, var parameters, var result) -> {
                // What the callable takes comes from Java, what it returns goes there.
                List<String> taken = new ArrayList<>();
                parameters.forEach(parameter -> taken.add(result(parameter)));
                String given = result == Simple.NONE ? imports.builtin("object") : argument(result);
                yield members(abc("Callable") + "[[" + String.join(", ", taken) + "], " + given + "]");
            }
            case ValueType.Exported(var className) -> members(exported(className));
            case ValueType.Future(var of) -> members(abc("Awaitable") + "[" + argument(of) + "]");
            case ValueType.Publisher(var of) -> members(abc("AsyncIterable") + "[" + argument(of) + "]");
        };
    }

    Set<String> resultTypes(ValueType type) {
        return switch (type) {
            case Simple simple -> members(simple(simple));
            case ValueType.NumberArray(var element) -> members(imports.builtin("list") + "[" + simple(element) + "]");
            case ValueType.Nullable(var of) -> orNone(resultTypes(of));
            case ValueType.Optional(var of, _) -> orNone(resultTypes(of));
            case ValueType.Collection(var kind, var element) -> members(
                    imports.builtin(kind == CollectionKind.SET ? "set" : "list") + "[" + result(element) + "]");
            case ValueType.Dictionary(var key, var value) ->
                members(imports.builtin("dict") + "[" + result(key) + ", " + result(value) + "]");
            case ValueType.Iteration(_, var element) -> members(abc("Iterator") + "[" + result(element) + "]");
            case ValueType.Exported(var className) -> members(exported(className));
            case ValueType.Future(var of) -> members(abc("Awaitable") + "[" + result(of) + "]");
            case ValueType.Publisher(var of) -> members(abc("AsyncIterator") + "[" + result(of) + "]");
            case ValueType.Borrowed _, ValueType.Callback _ -> throw new IllegalArgumentException(
                    type + " is no result; this should have been refused when the class was checked, please report it");
        };
    }

    private String simple(Simple type) {
        return switch (type) {
            case NONE -> "None";
            case BOOLEAN -> imports.builtin("bool");
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BIG_INTEGER -> imports.builtin("int");
            case FLOAT32, FLOAT64 -> imports.builtin("float");
            case CHARACTER, STRING -> imports.builtin("str");
            case BYTES -> imports.builtin("bytes");
            case PATH -> imports.from("pathlib", "Path");
            case BIG_DECIMAL -> imports.from("decimal", "Decimal");
            case LOCAL_DATE -> imports.from("datetime", "date");
            case LOCAL_TIME -> imports.from("datetime", "time");
            case LOCAL_DATE_TIME, OFFSET_DATE_TIME, ZONED_DATE_TIME, INSTANT -> imports.from("datetime", "datetime");
            case DURATION -> imports.from("datetime", "timedelta");
            case LENT_MEMORY -> imports.qualified("loanword", "Buffer");
            case ANY -> typing("Any");
            case NUMBER_LIST -> imports.builtin("list") + "[" + imports.builtin("float") + "]";
            case CHECKPOINT, FILE_ACCESS, COPY_LEDGER -> throw new IllegalArgumentException(
                    type + " is supplied by the host and has no Python type");
        };
    }

    private Set<String> borrowed(ValueType.Borrowed borrowed) {
        if (borrowed.types().isEmpty()) {
            return members(buffer());
        }
        Set<String> types = new LinkedHashSet<>();
        for (String type : borrowed.types()) {
            types.add(switch (type) {
                case "bytes", "bytearray" -> imports.builtin(type);
                case "memoryview" -> ofAnyElements(imports.builtin(type));
                case "array.array" -> ofAnyElements(imports.from("array", "array"));
                case "mmap.mmap" -> imports.from("mmap", "mmap");
                case "loanword.Buffer" -> imports.qualified("loanword", "Buffer");
                default -> throw new IllegalArgumentException("'" + type + "' is no built-in type of buffers; this should have"
                        + " been refused when the class was checked, please report it");
            });
        }
        return types;
    }

    /** Whether the default of a parameter can be shown: checkers don't know that Java takes a literal for some types. */
    boolean showsDefault(ValueType type) {
        return !stub || switch (type) {
            case Simple.BIG_DECIMAL, Simple.LOCAL_DATE, Simple.LOCAL_TIME, Simple.LOCAL_DATE_TIME -> false;
            case Simple.OFFSET_DATE_TIME, Simple.ZONED_DATE_TIME, Simple.INSTANT, Simple.DURATION -> false;
            case ValueType.Collection(var kind, _) -> kind != CollectionKind.SET;
            default -> true;
        };
    }

    /** Checkers take the elements of a generic type to be int if nothing is said; Python itself can't subscript it yet. */
    private String ofAnyElements(String type) {
        return stub ? type + "[" + typing("Any") + "]" : type;
    }

    /** Everything that has a buffer. Checkers that take the code for older Pythons know it from typing_extensions alone. */
    private String buffer() {
        return imports.from(stub ? "typing_extensions" : "collections.abc", "Buffer");
    }

    private String abc(String name) {
        return imports.from("collections.abc", name);
    }

    private static Set<String> members(String... types) {
        return new LinkedHashSet<>(List.of(types));
    }

    private static Set<String> orNone(Set<String> types) {
        types.remove("None");
        types.add("None");
        return types;
    }

    /** None comes last, and what stands there twice once. */
    static String union(Set<String> types) {
        Set<String> ordered = new LinkedHashSet<>(types);
        if (ordered.remove("None")) {
            ordered.add("None");
        }
        return String.join(" | ", ordered);
    }

    private static Set<String> memberNames(ModuleModel module) {
        Set<String> names = new HashSet<>();
        for (TypeModel type : module.types()) {
            switch (type) {
                case TypeModel.JavaClass javaClass -> {
                    javaClass.functions().stream().map(FunctionModel::name).forEach(names::add);
                    javaClass.properties().stream().map(PropertyModel::name).forEach(names::add);
                    javaClass.constants().stream().map(ConstantModel::name).forEach(names::add);
                    if (javaClass.closeable()) {
                        names.add("close");
                    }
                }
                case TypeModel.JavaEnum javaEnum -> names.addAll(javaEnum.members());
                case TypeModel.JavaRecord javaRecord ->
                    javaRecord.components().stream().map(TypeModel.Component::name).forEach(names::add);
                case TypeModel.JavaException _ -> {}
            }
        }
        return names;
    }
}
