package dev.loanword.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what a shell completes words of command lines with. */
@Command(
        name = "completion",
        description = "Write what a shell completes commands and options with.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "To have it in each new shell:",
            "  bash   loanword completion bash >~/.local/share/bash-completion/completions/loanword",
            "  zsh    loanword completion zsh >~/.loanword.zsh; echo 'source ~/.loanword.zsh' >>~/.zshrc",
            "  fish   loanword completion fish >~/.config/fish/completions/loanword.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    /** The shells that can be written for. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        // Not that of this process, which is in the middle of parsing.
        CommandLine all = LoanwordCommand.commandLine();
        completeFiles(all.getSubcommands().get("run").getCommandSpec());
        out.print(switch (shell) {
            // The script asks which of the two reads it.
            case bash, zsh -> AutoComplete.bash(all.getCommandName(), all);
            case fish -> FishCompletion.script(all);
        });
        out.flush();
        return ExitStatus.OK;
    }

    /** The words of a program are texts to it, since an argument can be anything; to who types them they are mostly files. */
    private static void completeFiles(CommandSpec run) {
        run.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .paramLabel("FILE")
                .build());
    }
}
