package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.FieldDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the exported class that another extends, and what the other has from it unchanged. */
final class BaseFinder {
    /** What each AutoCloseable has in Python, without a mark. */
    private static final List<String> CONTEXT_MANAGER = List.of("close", "__enter__", "__exit__");

    private final CheckContext context;
    private final ClassDeclaration declaration;
    private final Members members;

    /**
     * @param members those of the class, inherited ones among them
     */
    BaseFinder(CheckContext context, ClassDeclaration declaration, Members members) {
        this.context = context;
        this.declaration = declaration;
        this.members = members;
    }

    /** Returns the base. A member that the class marks anew is its own, with all overloads of its name. */
    Optional<TypeModel.Base> find(
            List<FunctionModel> functions, List<PropertyModel> properties, List<ConstantModel> constants) {
        Optional<ClassDeclaration> base = context.supertypes().superclasses(declaration).stream()
                .filter(superclass -> superclass.isMarked(Marking.Type.class)).findFirst();
        return base.map(found -> {
            Members ofBase = new Members(context.supertypes(), found);
            Set<String> ownMethods = new HashSet<>();
            members.methods().stream().filter(method -> !ofBase.methods().contains(method)).map(BaseFinder::key)
                    .forEach(ownMethods::add);
            Set<String> ownFields = new HashSet<>();
            members.constants().stream().filter(field -> !ofBase.constants().contains(field)).map(FieldDeclaration::name)
                    .forEach(ownFields::add);
            Set<String> inherited = new HashSet<>();
            functions.stream().filter(function -> isInherited(function.overloads().stream(), ownMethods))
                    .map(FunctionModel::name).forEach(inherited::add);
            properties.stream()
                    .filter(property -> isInherited(
                            Stream.concat(Stream.of(property.getter()), property.setter().stream()), ownMethods))
                    .map(PropertyModel::name).forEach(inherited::add);
            constants.stream().filter(constant -> !ownFields.contains(constant.field())).map(ConstantModel::name)
                    .forEach(inherited::add);
            if (context.supertypes().isA(found, "java.lang.AutoCloseable")) {
                Set<String> own = functions.stream().map(FunctionModel::name).collect(Collectors.toSet());
                CONTEXT_MANAGER.stream().filter(name -> !own.contains(name)).forEach(inherited::add);
            }
            return new TypeModel.Base(found.name(), inherited);
        });
    }

    private static boolean isInherited(Stream<CallModel> calls, Set<String> ownMethods) {
        return calls.noneMatch(call -> ownMethods.contains(call.method() + call.descriptor()));
    }

    private static String key(MethodDeclaration method) {
        return method.name() + method.descriptor();
    }
}
