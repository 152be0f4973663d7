package dev.loanword.cli;

import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.stubs.ExportedNames;
import dev.loanword.export.stubs.ReferencePage;
import dev.loanword.export.stubs.StubWriter;
import dev.loanword.python.Core;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what type checkers and editors know of modules that Java supplies. */
@Command(
        name = "stubs",
        description = "Write .pyi stubs of the modules that scripts can import, for mypy, pyright and editors.",
        mixinStandardHelpOptions = true,
        customSynopsis = "loanword stubs [--core JAR]... [--export CLASS]... [--reference] [--output DIR] [MODULE...]")
final class StubsCommand implements Callable<Integer> {
    private static final String TOOLKIT = "loanword";
    private static final String TOOLKIT_STUB = TOOLKIT + "/__init__.pyi";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CoreOptions cores;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Write into this folder, one file a module, instead of to standard output.")
    private Path output;

    @Option(names = "--reference", description = "Write reference pages in Markdown instead of stubs.")
    private boolean reference;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODULE",
            description = "The modules to write; all of them, those of Loanword too, if none is named.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws IOException {
        SortedMap<String, String> files;
        try {
            List<ModuleModel> modules = Core.modules(cores.cores(), cores.classes());
            files = reference ? pages(modules) : stubs(modules);
        } catch (IllegalArgumentException problem) {
            spec.commandLine().getErr().println("loanword: " + problem.getMessage());
            return ExitStatus.USAGE;
        }
        if (output == null) {
            print(files);
            return ExitStatus.OK;
        }
        return write(files);
    }

    private SortedMap<String, String> stubs(List<ModuleModel> modules) {
        SortedMap<String, String> all = StubWriter.stubs(modules);
        all.put(TOOLKIT_STUB, toolkit());
        if (names.isEmpty()) {
            return all;
        }
        SortedMap<String, String> chosen = new TreeMap<>();
        for (String name : names) {
            String path = name.replace('.', '/');
            String file = all.containsKey(path + ".pyi") ? path + ".pyi" : path + "/__init__.pyi";
            if (!all.containsKey(file)) {
                throw unknown(name, modules);
            }
            chosen.put(file, all.get(file));
            // The packages that it lies in.
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                String parent = path.substring(0, slash) + "/__init__.pyi";
                chosen.put(parent, all.get(parent));
            }
        }
        return chosen;
    }

    private SortedMap<String, String> pages(List<ModuleModel> modules) {
        ExportedNames known = new ExportedNames(modules);
        SortedMap<String, String> all = new TreeMap<>();
        for (ModuleModel module : modules) {
            if (names.isEmpty() || names.contains(module.name())) {
                all.put(module.name() + ".md", ReferencePage.page(module, known));
            }
        }
        for (String name : names) {
            if (name.equals(TOOLKIT)) {
                throw new IllegalArgumentException("'loanword' has no reference page; in Python, help(loanword) tells all of it");
            }
            if (!all.containsKey(name + ".md")) {
                throw unknown(name, modules);
            }
        }
        return all;
    }

    private static IllegalArgumentException unknown(String name, List<ModuleModel> modules) {
        List<String> known = new ArrayList<>(modules.stream().map(ModuleModel::name).toList());
        known.add(TOOLKIT);
        known.sort(null);
        return new IllegalArgumentException("there is no module '" + name + "' among " + String.join(", ", known)
                + "; name its jar with --core");
    }

    private static String toolkit() {
        try (InputStream stub = StubsCommand.class.getResourceAsStream("/loanword/stubs/" + TOOLKIT_STUB)) {
            return new String(stub.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Several files are told apart by a comment. Empty ones, which only make a package, are left out. */
    private void print(SortedMap<String, String> files) {
        PrintWriter out = spec.commandLine().getOut();
        boolean several = files.values().stream().filter(text -> !text.isEmpty()).count() > 1;
        boolean first = true;
        for (String name : files.keySet()) {
            String text = files.get(name);
            if (text.isEmpty()) {
                continue;
            }
            if (several) {
                out.print((first ? "" : "\n") + (reference ? "<!-- " + name + " -->\n" : "# " + name + "\n"));
            }
            out.print(text);
            first = false;
        }
        out.flush();
    }

    private int write(SortedMap<String, String> files) {
        for (String name : files.keySet()) {
            Path file = output.resolve(name);
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, files.get(name));
            } catch (IOException refused) {
                spec.commandLine().getErr().println("loanword: can't write " + file + ": " + refused);
                return ExitStatus.USAGE;
            }
        }
        return ExitStatus.OK;
    }
}
