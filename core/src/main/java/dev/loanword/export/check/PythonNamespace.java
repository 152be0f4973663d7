package dev.loanword.export.check;

import dev.loanword.export.declaration.Marked;
import java.util.HashMap;
import java.util.Map;

/** The names of one module or type, each given once. */
final class PythonNamespace {
    private final CheckContext context;
    private final String where;
    private final Map<String, String> owners = new HashMap<>();

    /**
     * @param where how messages call the module or type: {@code module 'pricing'}
     */
    PythonNamespace(CheckContext context, String where) {
        this.context = context;
        this.where = where;
    }

    /**
     * Gives a name to a member, or notes the problem that another one has it.
     *
     * @param label how messages call the member
     */
    void add(String name, Marked member, String label) {
        String other = owners.putIfAbsent(name, label);
        if (other != null) {
            context.problem(member, label + " and " + other + " are both '" + name + "' in " + where
                    + "; give one of them another name: name = \"...\"");
        }
    }

    /** Says whether a member has the name. */
    boolean contains(String name) {
        return owners.containsKey(name);
    }
}
