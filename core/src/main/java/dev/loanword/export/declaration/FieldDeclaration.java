package dev.loanword.export.declaration;

import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Set;

/** One field. */
public record FieldDeclaration(
        String name, JavaType type, Set<AccessFlag> flags, List<Marking> markings, Object position) implements Marked {

    /** Copies the lists. */
    public FieldDeclaration {
        flags = Set.copyOf(flags);
        markings = List.copyOf(markings);
    }

    /** Says whether it has a flag. */
    public boolean is(AccessFlag flag) {
        return flags.contains(flag);
    }
}
