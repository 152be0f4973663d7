package dev.loanword.export.stubs;

import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes {@code .pyi} stubs: what type checkers and editors know of exported modules.
 *
 * <p>The text is for mypy and pyright at their strictest, and is valid Python from 3.9 on.
 */
public final class StubWriter {

    private final ModuleModel module;
    private final PythonTypes types;
    private final StubText text = new StubText();

    private StubWriter(ModuleModel module, ExportedNames known) {
        this.module = module;
        this.types = PythonTypes.forStub(module, known);
    }

    /**
     * The stub of one module.
     *
     * @param known the types of all modules that it refers to, its own included
     * @return the file, with a line feed at its end
     * @throws IllegalArgumentException if it refers to a class that no module has
     */
    public static String stub(ModuleModel module, ExportedNames known) {
        return new StubWriter(module, known).write();
    }

    /**
     * The stubs of some modules that know each other.
     *
     * @return the content of each file by its path, with {@code /}; a package without a module of its own has an empty
     *     {@code __init__.pyi}
     * @throws IllegalArgumentException if a module refers to a class that none of them has
     */
    public static SortedMap<String, String> stubs(Collection<ModuleModel> modules) {
        ExportedNames known = new ExportedNames(modules);
        Map<String, String> byName = new TreeMap<>();
        List<String> packages = new ArrayList<>();
        for (ModuleModel module : modules) {
            byName.put(module.name(), stub(module, known));
            for (int dot = module.name().indexOf('.'); dot >= 0; dot = module.name().indexOf('.', dot + 1)) {
                packages.add(module.name().substring(0, dot));
            }
        }
        packages.forEach(name -> byName.putIfAbsent(name, ""));
        SortedMap<String, String> files = new TreeMap<>();
        byName.forEach((name, stub) ->
                files.put(name.replace('.', '/') + (packages.contains(name) ? "/__init__.pyi" : ".pyi"), stub));
        return files;
    }

    private String write() {
        for (ConstantModel constant : module.constants()) {
            text.line(constant.name() + ": " + types.typing("Final") + "[" + types.result(constant.type()) + "]");
        }
        FunctionStub functions = new FunctionStub(text, types);
        for (FunctionModel function : module.functions()) {
            text.gap();
            functions.write(function);
        }
        for (TypeModel type : module.types()) {
            text.gap();
            new TypeStub(text, types, functions).write(type);
        }
        types.aliases().forEach((name, alias) -> {
            text.gap();
            text.line(alias + " = " + name);
        });
        StubText head = new StubText();
        if (functions.isOverlapping()) {
            head.line("# mypy: disable-error-code=\"overload-overlap\"");
            head.line("# pyright: reportOverlappingOverload=false");
        }
        head.doc(module.doc());
        head.gap();
        types.importStatements().forEach(head::line);
        head.gap();
        return head.append(text).toString();
    }
}
