package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rule for methods of one Python name: the arguments of a call decide which one is meant, and never two.
 *
 * <p>Two methods are told apart if they take different numbers of arguments, or if at the first position where they differ both
 * need an argument and no Python object is of a kind that both take. Kinds are bool, int, float, str, buffer (bytes among
 * them), list or tuple, dict, callable, exported classes and so on. An int is taken as a float only where no other method takes
 * ints; a buffer is taken as a list of numbers only where no other method takes buffers. A parameter of {@link Object} takes
 * all kinds.
 *
 * <p>A parameter that can be given by name has the same name in all methods; the arguments of special methods can't, but for
 * those of {@code __call__}.
 */
final class Overloads {
    private final CheckContext context;

    Overloads(CheckContext context) {
        this.context = context;
    }

    /**
     * Notes each pair of methods that can't be told apart.
     *
     * @param methods the methods that {@code calls} are the models of
     * @return whether there was none
     */
    boolean check(ClassDeclaration owner, String name, List<MethodDeclaration> methods, List<CallModel> calls) {
        boolean isGood = true;
        for (int i = 0; i < calls.size(); i++) {
            for (int j = 0; j < i; j++) {
                // The arguments of special methods come by position, but for those of a call.
                boolean areNamed = !PythonNames.isSpecial(name) || name.equals("__call__");
                Optional<String> problem = problem(calls.get(j), calls.get(i), areNamed);
                if (problem.isPresent()) {
                    context.problem(methods.get(i), CheckContext.signature(owner, methods.get(j)) + " and "
                            + CheckContext.signature(owner, methods.get(i)) + " are both '" + name + "' and "
                            + problem.get());
                    isGood = false;
                }
            }
        }
        return isGood;
    }

    /**
     * Returns why two calls can't have one name, as the end of a sentence that begins with the names of both; empty if they
     * can.
     */
    private Optional<String> problem(CallModel one, CallModel other, boolean byName) {
        List<ParameterModel> ones = positional(one);
        List<ParameterModel> others = positional(other);
        int common = Math.min(ones.size(), others.size());
        for (int i = 0; i < common; i++) {
            ParameterModel first = ones.get(i);
            ParameterModel second = others.get(i);
            boolean areNamed = byName && first.kind() == ParameterKind.STANDARD && second.kind() == ParameterKind.STANDARD;
            if (areNamed && !first.name().equals(second.name())) {
                return Optional.of("call parameter " + (i + 1) + " '" + first.name() + "' and '" + second.name()
                        + "', so that its name would decide; give it one name, or make it POSITIONAL_ONLY");
            }
        }
        if (most(one) < least(other) || most(other) < least(one)) {
            return Optional.empty();
        }
        for (int i = 0; i < common; i++) {
            if (!alike(ones.get(i).type(), others.get(i).type())) {
                return atFirstDifference(i, ones.get(i), others.get(i));
            }
        }
        return Optional.of("can be called with the same arguments; give one of them another name, or another number of"
                + " arguments");
    }

    private Optional<String> atFirstDifference(int index, ParameterModel one, ParameterModel other) {
        if (one.isOptional() || other.isOptional()) {
            return Optional.of("differ at parameter " + (index + 1) + ", which may be left out; make it required, or give one of"
                    + " them another name");
        }
        Set<ArgumentKind> shared = EnumSet.copyOf(ArgumentKind.of(one.type()));
        shared.retainAll(ArgumentKind.of(other.type()));
        if (areUnrelated(one.type(), other.type())) {
            shared.remove(ArgumentKind.EXPORTED);
        }
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("both take " + shared.iterator().next() + " as parameter " + (index + 1)
                + "; give one of them another name");
    }

    private static boolean alike(ValueType one, ValueType other) {
        boolean areClasses = plain(one) instanceof ValueType.Exported || plain(other) instanceof ValueType.Exported;
        return one.equals(other) || !areClasses && ArgumentKind.of(one).equals(ArgumentKind.of(other));
    }

    private static ValueType plain(ValueType type) {
        return switch (type) {
            case ValueType.Nullable nullable -> nullable.of();
            case ValueType.Optional optional -> optional.of();
            default -> type;
        };
    }

    /** Says whether no object is of two exported classes, as far as their declarations tell. */
    private boolean areUnrelated(ValueType one, ValueType other) {
        if (!(plain(one) instanceof ValueType.Exported first) || !(plain(other) instanceof ValueType.Exported second)) {
            return false;
        }
        return !isA(first, second) && !isA(second, first);
    }

    private boolean isA(ValueType.Exported one, ValueType.Exported other) {
        Optional<ClassDeclaration> declaration = context.find(one.className());
        return declaration.isPresent() && context.supertypes().isA(declaration.get(), other.className());
    }

    private static List<ParameterModel> positional(CallModel call) {
        return call.pythonParameters().stream()
                .filter(parameter -> parameter.kind().compareTo(ParameterKind.STANDARD) <= 0).toList();
    }

    private static long most(CallModel call) {
        List<ParameterModel> parameters = call.pythonParameters();
        boolean isOpen = parameters.stream().anyMatch(parameter -> parameter.kind() == ParameterKind.VAR_POSITIONAL
                || parameter.kind() == ParameterKind.VAR_KEYWORD);
        return isOpen ? Long.MAX_VALUE : parameters.size();
    }

    private static long least(CallModel call) {
        return call.pythonParameters().stream().filter(parameter -> !parameter.isOptional()).count();
    }

    /** Puts the narrower kinds first, so that an int finds a method for ints before one for floats. */
    static List<CallModel> inOrder(List<CallModel> calls) {
        return calls.stream().sorted(Overloads::compare).toList();
    }

    private static int compare(CallModel one, CallModel other) {
        List<ParameterModel> ones = positional(one);
        List<ParameterModel> others = positional(other);
        for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
            int order = Integer.compare(rank(ones.get(i).type()), rank(others.get(i).type()));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ones.size(), others.size());
    }

    private static int rank(ValueType type) {
        Set<ArgumentKind> kinds = ArgumentKind.of(type);
        // What takes all kinds is tried last.
        return kinds.size() == ArgumentKind.values().length
                ? ArgumentKind.values().length
                : kinds.stream().mapToInt(ArgumentKind::ordinal).max().orElse(0);
    }
}
