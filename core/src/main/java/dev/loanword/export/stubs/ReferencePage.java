package dev.loanword.export.stubs;

import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a page in Markdown that says what a module has: functions with their whole documentation, types on one screen each,
 * with the first paragraph of each member's.
 *
 * <p>Docstrings are taken to be Markdown themselves.
 */
public final class ReferencePage {

    private final ModuleModel module;
    private final PythonTypes types;
    private final SignatureText signatures;
    private final StringBuilder text = new StringBuilder();

    private ReferencePage(ModuleModel module, ExportedNames known) {
        this.module = module;
        this.types = PythonTypes.forRuntime(module, known);
        this.signatures = new SignatureText(types);
    }

    /**
     * The page of one module.
     *
     * @param known the types of all modules that it refers to, its own included
     * @return the file, with a line feed at its end
     * @throws IllegalArgumentException if it refers to a class that no module has
     */
    public static String page(ModuleModel module, ExportedNames known) {
        ReferencePage page = new ReferencePage(module, known);
        page.write();
        return page.text.toString();
    }

    private void write() {
        text.append("# ").append(module.name()).append('\n');
        paragraph(module.doc());
        if (!module.constants().isEmpty()) {
            text.append('\n');
        }
        constants(module.constants());
        for (FunctionModel function : module.functions()) {
            text.append("\n## ").append(function.name()).append("\n\n```python\n");
            for (Signature signature : signatures.signatures(function)) {
                text.append(function.name()).append(signature).append('\n');
            }
            text.append("```\n");
            paragraph(function.doc());
        }
        module.types().forEach(this::type);
    }

    private void type(TypeModel type) {
        text.append("\n## ").append(type.name()).append('\n');
        paragraph(type.doc());
        text.append('\n');
        switch (type) {
            case TypeModel.JavaClass javaClass -> members(javaClass);
            case TypeModel.JavaEnum javaEnum -> {
                text.append("An enum: ");
                text.append(javaEnum.members().stream().map(ReferencePage::code).collect(Collectors.joining(", ")));
                text.append(".\n");
            }
            case TypeModel.JavaRecord javaRecord -> {
                text.append("A named tuple:\n\n");
                for (TypeModel.Component component : javaRecord.components()) {
                    item(component.name() + ": " + types.result(component.type()), "", "");
                }
            }
            case TypeModel.JavaException exception ->
                text.append("An exception, a ").append(code(types.exception(exception.base()))).append(".\n");
        }
    }

    private void members(TypeModel.JavaClass type) {
        type.base().ifPresent(base -> text.append("A ").append(code(types.exported(base.className())))
                .append(" with all that one has, and besides:\n\n"));
        if (type.constructors().isEmpty()) {
            text.append("Made by functions, not by calling the type.\n\n");
        }
        for (Signature constructor : signatures.constructorSignatures(type.constructors())) {
            item(type.name() + constructor.arguments(), "", "");
        }
        constants(type.constants().stream().filter(constant -> !type.inherits(constant.name())).toList());
        for (PropertyModel property : type.properties().stream().filter(own -> !type.inherits(own.name())).toList()) {
            String access = property.setter().isPresent() ? "" : " (read-only)";
            item(property.name() + ": " + types.result(property.getter().result()), access, property.doc());
        }
        // What happens at the end of a with statement belongs to its beginning.
        type.functions().stream()
                .filter(function -> !function.name().equals("__exit__") && !type.inherits(function.name()))
                .forEach(this::method);
        if (type.closeable() && !type.inherits("__enter__") && type.functions().stream().noneMatch(function -> function.name().equals("__enter__"))) {
            item("with x", "", "Closes it at the end of the block.");
        }
    }

    private void method(FunctionModel function) {
        List<String> calls = signatures.signatures(function).stream()
                .map(signature -> Operators.used(function.name(), signature))
                .toList();
        text.append(
                switch (function.binding()) {
                    case MODULE, INSTANCE -> "- ";
                    case STATIC -> "- static method ";
                    case CLASS -> "- class method ";
                });
        text.append(calls.stream().map(ReferencePage::code).collect(Collectors.joining(", ")));
        summary(function.doc());
    }

    private void constants(List<ConstantModel> constants) {
        for (ConstantModel constant : constants) {
            item(constant.name() + ": " + types.result(constant.type()), " (constant)", "");
        }
    }

    private void item(String code, String remark, String doc) {
        text.append("- ").append(code(code)).append(remark);
        summary(doc);
    }

    /** The first paragraph of a docstring, in one line. */
    private void summary(String doc) {
        String first = doc.strip();
        int end = first.indexOf("\n\n");
        String line = (end < 0 ? first : first.substring(0, end))
                .lines()
                .map(String::strip)
                .collect(Collectors.joining(" "));
        text.append(line.isEmpty() ? "" : ": " + line).append('\n');
    }

    private void paragraph(String doc) {
        if (!doc.isBlank()) {
            text.append('\n').append(doc.strip()).append('\n');
        }
    }

    /** Code in a line. A backtick in it needs a longer fence. */
    private static String code(String code) {
        return code.contains("`") ? "`` " + code + " ``" : "`" + code + "`";
    }
}
