package dev.loanword.export.check;

import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks what can be told only of several modules together. Positions of its problems are binary names of classes.
 */
public final class ModuleSet {
    private final Collection<ModuleModel> modules;

    /**
     * @param modules all modules that a script can import, each once
     */
    public ModuleSet(Collection<ModuleModel> modules) {
        this.modules = List.copyOf(modules);
    }

    /** Returns the problems of names: two modules of one name, a class in two modules, a member named as a submodule. */
    public List<Problem> clashes() {
        List<Problem> problems = new ArrayList<>();
        Map<String, ModuleModel> byName = new HashMap<>();
        Map<String, ModuleModel> byType = new HashMap<>();
        for (ModuleModel module : modules) {
            ModuleModel other = byName.putIfAbsent(module.name(), module);
            if (other != null) {
                problems.add(new Problem(module.className() + " and " + other.className() + " are both the module '"
                        + module.name() + "'; name one of them: @PyModule(name = \"...\")", module.className()));
            }
            for (TypeModel type : module.types()) {
                ModuleModel owner = byType.putIfAbsent(type.className(), module);
                if (owner != null) {
                    problems.add(new Problem(type.className() + " belongs to the modules '" + owner.name() + "' and '"
                            + module.name() + "'; list it in one of them only", module.className()));
                }
            }
        }
        for (ModuleModel module : modules) {
            int dot = module.name().lastIndexOf('.');
            ModuleModel parent = dot < 0 ? null : byName.get(module.name().substring(0, dot));
            String last = module.name().substring(dot + 1);
            if (parent != null && members(parent).anyMatch(last::equals)) {
                problems.add(new Problem(module.className() + " is the module '" + module.name() + "', and "
                        + parent.className() + " has a member '" + last + "' already; rename one of them",
                        module.className()));
            }
        }
        return problems;
    }

    private static Stream<String> members(ModuleModel module) {
        return Stream.of(
                module.functions().stream().map(function -> function.name()),
                module.constants().stream().map(constant -> constant.name()),
                module.types().stream().map(TypeModel::name)).flatMap(names -> names);
    }

    /** Returns a problem for each class that a module takes or gives and that belongs to none. */
    public List<Problem> strays() {
        Set<String> known = modules.stream().flatMap(module -> module.types().stream()).map(TypeModel::className)
                .collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (ModuleModel module : modules) {
            References.of(module).forEach((className, place) -> {
                if (!known.contains(className)) {
                    problems.add(new Problem(place + " uses " + className + ", which belongs to no module; list it:"
                            + " @PyModule(classes = ...)", className));
                }
            });
        }
        return problems;
    }
}
