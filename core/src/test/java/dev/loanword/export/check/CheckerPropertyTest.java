package dev.loanword.export.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.classfile.ClassFileDeclarations;
import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Declarations;
import dev.loanword.export.declaration.FieldDeclaration;
import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.declaration.ParameterDeclaration;
import dev.loanword.export.declaration.RecordComponent;
import dev.loanword.export.model.ModelFile;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.memory.BorrowTable.Access;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Whatever a class declares, it is exported or refused with a message; nothing else happens. */
class CheckerPropertyTest {
    private static final Declarations OF_JDK = ClassFileDeclarations.of(ClassLoader.getSystemClassLoader());

    private static final List<String> CLASSES = List.of("java.lang.Object", "java.lang.String", "java.lang.Integer",
            "java.lang.Void", "java.lang.Number", "java.lang.Enum", "java.lang.Runnable", "java.lang.Iterable",
            "java.lang.Comparable", "java.util.List", "java.util.Set", "java.util.Map", "java.util.Map$Entry",
            "java.util.Collection", "java.util.ArrayList", "java.util.Optional", "java.util.OptionalLong", "java.util.Iterator",
            "java.util.Comparator", "java.util.stream.Stream", "java.util.stream.IntStream", "java.util.stream.Collector",
            "java.util.function.Function", "java.util.function.BinaryOperator", "java.util.function.ToLongFunction",
            "java.util.concurrent.CompletableFuture", "java.util.concurrent.Flow$Publisher", "java.time.Instant",
            "java.nio.file.Path", "dev.loanword.memory.BorrowedBuffer", "dev.loanword.memory.LentMemory",
            "dev.loanword.memory.NumberList", "dev.loanword.kernels.Checkpoint", "dev.loanword.memory.CopyLedger",
            "dev.loanword.export.check.Pricing", "dev.loanword.export.check.Pricing$VanillaOption",
            "dev.loanword.export.check.Pricing$NoMarketException", "no.such.Class", "demo.Random");

    private static final List<JavaType> GOOD_TYPES = List.of(JavaType.Primitive.INT, JavaType.Primitive.DOUBLE,
            new JavaType.Class("java.lang.String", List.of()), new JavaType.Array(JavaType.Primitive.BYTE),
            new JavaType.Class("java.util.List", List.of(new JavaType.Class("java.lang.Long", List.of()))));

    private static final Set<AccessFlag> PUBLIC_CONSTANT = Set.of(AccessFlag.PUBLIC, AccessFlag.STATIC, AccessFlag.FINAL);

    private static final List<String> NAMES = List.of("value", "getValue", "isEmpty", "setRate", "parseURL", "lambda", "self",
            "cls", "$", "_", "__len__", "caf\u00e9", "x", "y", "a1");

    private static final List<String> GIVEN_NAMES = List.of("", "", "", "x", "y", "None", "two words", "__len__", "__add__",
            "__call__", "__init__", "__exit__", "\ufb01", "a.b");

    private static final List<String> DEFAULTS = List.of("", "", "", "None", "1", "-1", "1.5", "'x'", "b''", "()", "[]", "{}",
            "Side.BUY", "1,5", "'", "99999999999999999999", "1e400", "True");

    @Provide
    Arbitrary<JavaType> types() {
        return typesOfDepth(3);
    }

    private static Arbitrary<JavaType> typesOfDepth(int depth) {
        Arbitrary<JavaType> primitives = Arbitraries.of(JavaType.Primitive.class).map(primitive -> primitive);
        Arbitrary<JavaType> variables = Arbitraries.of("T", "E")
                .map(name -> new JavaType.Variable(name, JavaType.Class.OBJECT.descriptor()));
        Arbitrary<JavaType> plain = Arbitraries.of(CLASSES).map(name -> new JavaType.Class(name, List.of()));
        if (depth == 0) {
            return Arbitraries.oneOf(primitives, plain, variables);
        }
        Arbitrary<JavaType> inner = typesOfDepth(depth - 1);
        Arbitrary<JavaType> wildcards = Combinators.combine(Arbitraries.of(JavaType.Wildcard.Bound.class), inner)
                .as(JavaType.Wildcard::new);
        Arbitrary<List<JavaType>> arguments = Arbitraries.oneOf(inner, inner, wildcards).list().ofMaxSize(2);
        Arbitrary<JavaType> generic =
                Combinators.combine(Arbitraries.of(CLASSES), arguments).as(JavaType.Class::new);
        Arbitrary<JavaType> arrays = inner.map(JavaType.Array::new);
        return Arbitraries.frequencyOf(Tuple.of(2, primitives), Tuple.of(3, plain),
                Tuple.of(4, generic), Tuple.of(2, arrays), Tuple.of(1, variables));
    }

    @Property
    void each_type_is_converted_or_refused_with_a_reason(
            @ForAll("types") JavaType type, @ForAll Place place, @ForAll boolean isUnsigned) {
        ValueTypes types = new ValueTypes(OF_JDK, new Supertypes(OF_JDK));
        try {
            assertThat(types.of(type, place, Marking.Borrow.ANY, isUnsigned)).isNotNull();
        } catch (UnsupportedTypeException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("null");
        }
    }

    /** Mostly what can be exported, for one bad member spoils a class. */
    private static <T> Arbitrary<T> mostly(Arbitrary<T> good, Arbitrary<T> any) {
        return Arbitraries.frequencyOf(Tuple.of(40, good), Tuple.of(1, any));
    }

    private static Arbitrary<JavaType> memberTypes(int depth) {
        return mostly(Arbitraries.of(GOOD_TYPES), typesOfDepth(depth));
    }

    private static Arbitrary<String> memberNames() {
        return mostly(Arbitraries.strings().withCharRange('a', 'z').ofLength(5), Arbitraries.of(NAMES));
    }

    private static Arbitrary<String> givenNames() {
        return mostly(Arbitraries.just(""), Arbitraries.of(GIVEN_NAMES));
    }

    private static Arbitrary<List<Marking>> marks() {
        Arbitrary<String> names = givenNames();
        Arbitrary<Boolean> flags = mostly(Arbitraries.just(false), Arbitraries.of(true, false));
        Arbitrary<Marking> functions =
                Combinators.combine(names, flags, flags, flags)
                        .as((name, gil, inlined, own) -> new Marking.Function(name, "", gil, inlined, own));
        Arbitrary<Marking> properties = names.map(name -> new Marking.Property(name, ""));
        Arbitrary<Marking> others = Arbitraries.of(new Marking.Constructor(), new Marking.Unsigned());
        Arbitrary<List<Marking>> any =
                Arbitraries.oneOf(functions, functions, properties, others).list().ofMinSize(1).ofMaxSize(2);
        return mostly(functions.list().ofSize(1), any);
    }

    private static Arbitrary<ParameterDeclaration> parameters() {
        Arbitrary<Marking> parameter = Combinators.combine(Arbitraries.of(GIVEN_NAMES), Arbitraries.of(DEFAULTS),
                Arbitraries.of(ParameterKind.class).optional()).as(Marking.Parameter::new);
        Arbitrary<Marking> borrow = Combinators.combine(Arbitraries.of(Access.class), Arbitraries.of("", "d", "ii"),
                Arbitraries.integers().between(-3, 2), Arbitraries.of(List.of(), List.of("bytes"), List.of("str")))
                .as((access, format, dimensions, types) -> new Marking.Borrow(access, format, dimensions, true,
                        types.stream().map(String.class::cast).toList()));
        Arbitrary<List<Marking>> marks =
                Arbitraries.oneOf(parameter, parameter, borrow, Arbitraries.just(new Marking.Unsigned())).list().ofMaxSize(2);
        return Combinators.combine(memberNames().optional(0.95), memberTypes(2), mostly(Arbitraries.just(List.of()), marks))
                .as((name, type, marking) -> new ParameterDeclaration(name, type, marking, "parameter"));
    }

    private static Arbitrary<Set<AccessFlag>> flags() {
        Arbitrary<Set<AccessFlag>> any = Arbitraries.of(Set.of(AccessFlag.PUBLIC, AccessFlag.VARARGS),
                Set.of(AccessFlag.PUBLIC, AccessFlag.ABSTRACT), Set.of(), Set.of(AccessFlag.ENUM), Set.of(AccessFlag.STATIC));
        return mostly(Arbitraries.of(Set.of(AccessFlag.PUBLIC), PUBLIC_CONSTANT), any);
    }

    private static Arbitrary<MethodDeclaration> methods() {
        Arbitrary<List<String>> variables = mostly(Arbitraries.just(List.of()), Arbitraries.just(List.of("T")));
        Arbitrary<String> names = mostly(memberNames(), Arbitraries.just(MethodDeclaration.CONSTRUCTOR));
        return Combinators.combine(
                names, flags(), variables, parameters().list().ofMaxSize(3), memberTypes(2), marks())
                .as((name, flags, own, parameters, result, marking) ->
                        new MethodDeclaration(name, "()V", flags, own, parameters, result, marking, "method"));
    }

    private static Arbitrary<FieldDeclaration> fields() {
        return Combinators.combine(
                memberNames(), memberTypes(1), mostly(Arbitraries.just(PUBLIC_CONSTANT), flags()), givenNames())
                .as((name, type, flags, given) -> new FieldDeclaration(
                        name, type, flags, List.of(new Marking.Constant(given)), "field"));
    }

    private static Arbitrary<RecordComponent> components() {
        return Combinators.combine(memberNames(), memberTypes(1))
                .as((name, type) -> new RecordComponent(name, type, List.of(), "component"));
    }

    private static Arbitrary<ClassDeclaration> classes(
            String name, List<ClassDeclaration.Kind> likely, Marking... marks) {
        Arbitrary<Optional<JavaType.Class>> superclass = Arbitraries.of(CLASSES)
                .map(superName -> new JavaType.Class(superName, List.of())).optional(0.1);
        Arbitrary<ClassDeclaration.Kind> kinds = Arbitraries.of(likely);
        return Combinators.combine(mostly(kinds, Arbitraries.of(ClassDeclaration.Kind.class)), flags(), superclass,
                methods().list().ofMaxSize(4), fields().list().ofMaxSize(2), components().list().ofMaxSize(2))
                .as((kind, flags, parent, methods, fields, components) -> new ClassDeclaration(name, "demo", kind, flags,
                        Optional.empty(), List.of(), parent, List.of(), methods, fields, components, List.of(), List.of(marks),
                        name));
    }

    @Provide
    Arbitrary<ClassDeclaration> modules() {
        return classes("demo.Module", List.of(ClassDeclaration.Kind.CLASS), new Marking.Module("", "", List.of("demo.Random")));
    }

    @Provide
    Arbitrary<ClassDeclaration> exportedTypes() {
        List<ClassDeclaration.Kind> kinds =
                List.of(ClassDeclaration.Kind.CLASS, ClassDeclaration.Kind.RECORD, ClassDeclaration.Kind.ENUM);
        Arbitrary<ClassDeclaration> any = Arbitraries.oneOf(
                classes("demo.Random", kinds, new Marking.Type("", "", List.of("value"))),
                classes("demo.Random", kinds, new Marking.ExceptionType("", "", "")), classes("demo.Random", kinds));
        return mostly(classes("demo.Random", kinds, new Marking.Type("", "", List.of())), any);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void each_class_is_exported_or_refused_with_messages(
            @ForAll("modules") ClassDeclaration module, @ForAll("exportedTypes") ClassDeclaration type) throws IOException {
        Declarations declarations = name -> name.equals(type.name()) ? Optional.of(type)
                : name.equals(module.name()) ? Optional.of(module) : OF_JDK.find(name);
        ModuleChecker.Outcome outcome = ModuleChecker.check(module, declarations);
        boolean isExported = outcome.model().isPresent();
        Statistics.label("exported").collect(isExported).coverage(coverage -> {
            coverage.check(true).percentage(percentage -> percentage > 5);
            coverage.check(false).percentage(percentage -> percentage > 5);
        });

        assertThat(isExported).isEqualTo(outcome.problems().isEmpty());
        assertThat(outcome.problems()).allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
        if (isExported) {
            ModuleModel model = outcome.model().get();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ModelFile.write(model, bytes);
            assertThat(ModelFile.read(new ByteArrayInputStream(bytes.toByteArray()))).isEqualTo(model);
            assertThat(new ModuleSet(List.of(model)).clashes()).isEmpty();
        }
    }
}
