package dev.loanword.export.declaration;

import java.util.List;

/** One component of a record; its accessor is the method of its name. */
public record RecordComponent(String name, JavaType type, List<Marking> markings, Object position) implements Marked {

    /** Copies the list. */
    public RecordComponent {
        markings = List.copyOf(markings);
    }
}
