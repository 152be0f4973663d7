package dev.loanword.export.declaration;

import java.util.List;
import java.util.Optional;

/** Something that may carry annotations of the package {@code dev.loanword.export}. */
public sealed interface Marked
        permits ClassDeclaration, MethodDeclaration, ParameterDeclaration, FieldDeclaration, RecordComponent {

    /** The annotations of ours. */
    List<Marking> markings();

    /**
     * Where it stands: a token that only its producer understands and that comes back with each problem found here. The
     * compiler's element, or text.
     */
    Object position();

    /** Returns the annotation of one kind, if there is one. */
    default <M extends Marking> Optional<M> marking(Class<M> kind) {
        return markings().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Says whether there is an annotation of one kind. */
    default boolean isMarked(Class<? extends Marking> kind) {
        return marking(kind).isPresent();
    }
}
