package dev.loanword.export.check;

/** Where a type stands, which decides what may stand there. */
enum Place {
    /** A parameter: Python gives, Java takes. */
    PARAMETER,
    /** Within a parameter, such as the element of a list; also what a callback gives. */
    PART_OF_PARAMETER,
    /** A result: Java gives, Python takes. */
    RESULT,
    /** Within a result; also what a callback takes. */
    PART_OF_RESULT,
    /** A constant or a record's component. */
    FIELD;

    /** Whether the value goes from Python to Java. */
    boolean isTaken() {
        return this == PARAMETER || this == PART_OF_PARAMETER;
    }

    /** Whether it is no value of its own. */
    boolean isPart() {
        return this == PART_OF_PARAMETER || this == PART_OF_RESULT;
    }

    /** Returns the place of an element of a value that stands here. */
    Place part() {
        return isTaken() ? PART_OF_PARAMETER : PART_OF_RESULT;
    }
}
