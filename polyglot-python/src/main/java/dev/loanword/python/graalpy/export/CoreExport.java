package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.ModuleModel;
import java.util.function.Supplier;

/**
 * One module that Java exports to a host.
 *
 * @param name the name to import
 * @param model gives its model, read when the module is first needed
 * @param loader loads its classes
 * @param instance what its instance methods are called on; {@code null} to construct one when the module is imported
 */
public record CoreExport(String name, Supplier<ModuleModel> model, ClassLoader loader, Object instance) {}
