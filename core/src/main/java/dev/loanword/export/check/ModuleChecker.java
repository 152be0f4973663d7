package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.ClassDeclaration.Kind;
import dev.loanword.export.declaration.Declarations;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a class marked with {@link dev.loanword.export.PyModule}, and all that belongs to the module.
 *
 * <p>Whether the types that it names belong to some module can be told only when all modules are known.
 */
public final class ModuleChecker {
    private final CheckContext context;
    private final ClassDeclaration declaration;

    private ModuleChecker(ClassDeclaration declaration, Declarations declarations) {
        this.context = new CheckContext(declarations);
        this.declaration = declaration;
    }

    /**
     * What came of a check.
     *
     * @param model the module; empty if there are problems
     * @param problems in the order in which they were found
     */
    public record Outcome(Optional<ModuleModel> model, List<Problem> problems) {
        /** Copies the list. */
        public Outcome {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Checks a module.
     *
     * @param declaration the class
     * @param declarations where other classes are found, the JDK's among them
     */
    public static Outcome check(ClassDeclaration declaration, Declarations declarations) {
        ModuleChecker checker = new ModuleChecker(declaration, declarations);
        Optional<ModuleModel> model = checker.check();
        List<Problem> problems = checker.context.problems().found();
        return new Outcome(problems.isEmpty() ? model : Optional.empty(), problems);
    }

    private Optional<ModuleModel> check() {
        String label = declaration.sourceName();
        Optional<Marking.Module> marking = declaration.marking(Marking.Module.class);
        if (marking.isEmpty()) {
            context.problem(declaration, label + " is no module; mark it with @PyModule");
            return Optional.empty();
        }
        if (declaration.kind() != Kind.CLASS) {
            context.problem(declaration, label + " is marked with @PyModule and is of the kind "
                    + declaration.kind().name().toLowerCase(Locale.ROOT) + "; make it a class");
            return Optional.empty();
        }
        if (declaration.isMarked(Marking.Type.class) || declaration.isMarked(Marking.ExceptionType.class)) {
            context.problem(declaration, label + " is marked as a module and as a type; mark two classes");
            return Optional.empty();
        }
        if (!ClassRules.check(context, declaration)) {
            return Optional.empty();
        }
        return name(marking.get()).map(name -> module(name, marking.get()));
    }

    private Optional<String> name(Marking.Module marking) {
        String name = marking.name().isEmpty()
                ? PythonNames.withoutKeyword(PythonNames.snakeCase(declaration.simpleName()))
                : marking.name();
        if (PythonNames.isDottedName(name)) {
            return Optional.of(name);
        }
        context.problem(declaration, declaration.sourceName() + " is the module \"" + name + "\", which Python can't import; use"
                + " names of letters, digits and _, none of them a keyword, with dots between them");
        return Optional.empty();
    }

    private ModuleModel module(String name, Marking.Module marking) {
        PythonNamespace names = new PythonNamespace(context, "module '" + name + "'");
        Members members = new Members(context.supertypes(), declaration);
        refuseMarksOfTypes(members);
        List<FunctionModel> functions = new FunctionChecker(context, declaration, true).check(members.methods(), names);
        List<ConstantModel> constants = new ConstantChecker(context, declaration).check(members.constants(), names);
        List<TypeModel> types = types(marking, names);
        boolean needsInstance = functions.stream().flatMap(function -> function.overloads().stream())
                .anyMatch(call -> call.kind() == CallModel.Kind.VIRTUAL);
        return new ModuleModel(name, marking.doc(), declaration.name(), needsInstance, functions, constants, types);
    }

    private void refuseMarksOfTypes(Members members) {
        for (MethodDeclaration method : members.methods()) {
            if (method.isMarked(Marking.Property.class)) {
                context.problem(method, CheckContext.label(declaration, method) + " is marked with @PyProperty, and modules have"
                        + " no properties; mark it with @PyFunction");
            }
        }
        for (MethodDeclaration method : declaration.methods()) {
            if (method.isMarked(Marking.Constructor.class)) {
                context.problem(method, CheckContext.label(declaration, method) + " is marked with @PyConstructor, and modules"
                        + " are not constructed by Python; take the mark away");
            }
        }
    }

    private List<TypeModel> types(Marking.Module marking, PythonNamespace names) {
        List<TypeModel> models = new ArrayList<>();
        for (ClassDeclaration type : typeDeclarations(marking)) {
            type(type).ifPresent(model -> {
                names.add(model.name(), type, type.sourceName());
                models.add(model);
            });
        }
        return models;
    }

    /** The classes that the annotation lists, then the marked member classes by name: class files don't keep their order. */
    private Collection<ClassDeclaration> typeDeclarations(Marking.Module marking) {
        Map<String, ClassDeclaration> types = new LinkedHashMap<>();
        for (String listed : marking.classes()) {
            Optional<ClassDeclaration> found = context.find(listed);
            if (found.isEmpty() || !isType(found.get())) {
                context.problem(declaration, declaration.sourceName() + " lists " + listed + ", which "
                        + (found.isEmpty()
                                ? "is not found; add what it comes from to the class path"
                                : "is not marked; mark it with @PyClass or @PyException"));
            } else {
                types.put(listed, found.get());
            }
        }
        declaration.nested().stream().sorted().map(context::find).flatMap(Optional::stream).filter(ModuleChecker::isType)
                .forEach(type -> types.put(type.name(), type));
        return types.values();
    }

    private static boolean isType(ClassDeclaration declaration) {
        return declaration.isMarked(Marking.Type.class) || declaration.isMarked(Marking.ExceptionType.class);
    }

    private Optional<TypeModel> type(ClassDeclaration type) {
        Optional<Marking.Type> asType = type.marking(Marking.Type.class);
        Optional<Marking.ExceptionType> asException = type.marking(Marking.ExceptionType.class);
        if (asType.isPresent() && asException.isPresent()) {
            context.problem(type, type.sourceName() + " is marked with @PyClass and @PyException; leave one of them out");
            return Optional.empty();
        }
        if (!ClassRules.check(context, type)) {
            return Optional.empty();
        }
        if (asException.isPresent()) {
            return new ExceptionChecker(context, type, asException.get()).check();
        }
        Marking.Type mark = asType.orElseThrow();
        return switch (type.kind()) {
            case ENUM -> new EnumChecker(context, type, mark).check();
            case RECORD -> new RecordChecker(context, type, mark).check();
            case CLASS, INTERFACE, ANNOTATION -> new TypeChecker(context, type, mark).check();
        };
    }
}
