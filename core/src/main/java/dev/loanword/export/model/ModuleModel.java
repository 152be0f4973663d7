package dev.loanword.export.model;

import java.util.List;

/**
 * One Python module, made from one Java class.
 *
 * @param name the name to import
 * @param doc the docstring
 * @param className the binary name of the class that is the module
 * @param needsInstance whether some function is an instance method
 */
public record ModuleModel(
        String name,
        String doc,
        String className,
        boolean needsInstance,
        List<FunctionModel> functions,
        List<ConstantModel> constants,
        List<TypeModel> types) {

    /** Copies the lists. */
    public ModuleModel {
        functions = List.copyOf(functions);
        constants = List.copyOf(constants);
        types = List.copyOf(types);
    }
}
