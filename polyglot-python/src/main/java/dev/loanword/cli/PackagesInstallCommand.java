package dev.loanword.cli;

import dev.loanword.python.packages.InstallOptions;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.python.packages.PackageEnvironment;
import dev.loanword.python.packages.PackageInstallException;
import dev.loanword.python.packages.PackageRequest;
import dev.loanword.python.packages.Progress;
import dev.loanword.python.packages.ScriptMetadata;
import dev.loanword.python.packages.ScriptMetadataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an environment before a program needs it. */
@Command(
        name = "install",
        description = "Install packages before a program needs them: \"install numpy tabulate\" is what"
                + " \"run --with numpy --with tabulate\" would do first. Prints the environment's folder.",
        mixinStandardHelpOptions = true)
final class PackagesInstallCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-r", "--requirements"},
            paramLabel = "FILE",
            description = "Install all packages of this requirements file. May be given more than once.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "Install what this script asks for in its block \"# /// script\". May be given more than once.")
    private List<Path> scripts = new ArrayList<>();

    @Option(
            names = "--upgrade",
            description = "Look for newer versions, also when these packages were installed before.")
    private boolean upgrade;

    @Parameters(arity = "0..*", paramLabel = "PACKAGE", description = "A package as pip names it, such as \"rich>=13\".")
    private List<String> requirements = new ArrayList<>();

    @Override
    public Integer call() throws IOException, PackageInstallException, ScriptMetadataException {
        PackageRequest request = PackageOptions.request(requirements, files, spec);
        for (Path script : scripts) {
            if (!Files.isReadable(script)) {
                throw new ParameterException(spec.commandLine(), "can't read the script " + script);
            }
            Optional<ScriptMetadata> metadata = ScriptMetadata.of(script);
            if (metadata.isPresent()) {
                request = request.and(new PackageRequest(metadata.get().dependencies(), List.of()));
            }
        }
        if (request.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nothing to install: name a package, a requirements file or a script");
        }
        PackageCache cache = PackageCache.standard();
        InstallOptions options = InstallOptions.standard();
        Progress progress = Progress.standardError();
        PackageEnvironment environment = upgrade
                ? PackageEnvironment.upgrade(request, cache, options, progress)
                : PackageEnvironment.install(request, cache, options, progress);
        spec.commandLine().getOut().println(environment.folder());
        return ExitStatus.OK;
    }
}
