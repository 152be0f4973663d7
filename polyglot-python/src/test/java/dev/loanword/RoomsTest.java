package dev.loanword;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the rooms apart: who may see whom. */
@AnalyzeClasses(packages = "dev.loanword", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String[] CORE = {
        "dev.loanword", "dev.loanword.memory..", "dev.loanword.kernels..", "dev.loanword.export..", "dev.loanword.bridge.."
    };

    @ArchTest
    static final ArchRule core_sees_nothing_but_the_jdk_and_itself = classes()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "jdk.incubator.vector..",
                    // The annotation processor's side of javac.
                    "javax.annotation.processing..",
                    "javax.lang.model..",
                    "javax.tools..",
                    "dev.loanword",
                    "dev.loanword.memory..",
                    "dev.loanword.kernels..",
                    "dev.loanword.export..",
                    "dev.loanword.lines..",
                    "dev.loanword.bridge..");

    @ArchTest
    static final ArchRule the_room_knows_no_core = noClasses()
            .that()
            .resideInAPackage("dev.loanword.python.graalpy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.loanword.bridge..");

    @ArchTest
    static final ArchRule one_room_alone_sees_the_internals_of_graalpy = noClasses()
            .that()
            .resideOutsideOfPackage("dev.loanword.python.graalpy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.oracle.graal.python..", "com.oracle.truffle..");

    @ArchTest
    static final ArchRule the_host_does_not_see_the_command_line = noClasses()
            .that()
            .resideOutsideOfPackage("dev.loanword.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.loanword.cli..", "picocli..");

    @ArchTest
    static final ArchRule the_host_does_not_see_the_repl_and_the_conformance_runner = noClasses()
            .that()
            .resideInAPackage("dev.loanword.python..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.loanword.repl..", "dev.loanword.conformance..");

    @ArchTest
    static final ArchRule the_repl_alone_sees_jline_and_jshell = noClasses()
            .that()
            .resideOutsideOfPackage("dev.loanword.repl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jline..", "jdk.jshell..");

    @ArchTest
    static final ArchRule packages_for_scripts_know_neither_graalvm_nor_the_host = noClasses()
            .that()
            .resideInAPackage("dev.loanword.python.packages..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.graalvm..", "com.oracle..", "dev.loanword.python", "dev.loanword.python.graalpy..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule unchecked_exceptions_have_one_base_or_tell_of_a_wrong_argument = classes()
            .that()
            .areAssignableTo(RuntimeException.class)
            .and()
            .arePublic()
            .should()
            .beAssignableTo(LoanwordException.class)
            .orShould()
            .beAssignableTo(IllegalArgumentException.class);
}
