package dev.loanword.export;

import dev.loanword.memory.BorrowTable.Access;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a {@link dev.loanword.memory.BorrowedBuffer} parameter demands of the buffer that Python passes. All of it is checked
 * before the method runs; what does not fit is refused, never converted.
 *
 * <p>Without the annotation a parameter takes any buffer, to read.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.CLASS)
public @interface Borrow {

    /** Whether the method reads ({@code SHARED}) or writes ({@code EXCLUSIVE}). */
    Access value() default Access.SHARED;

    /** The one element type that is taken, as a {@code struct} typecode such as {@code "d"}; any if it is left out. */
    String format() default "";

    /** How many dimensions the buffer must have; any number if it is negative. */
    int dimensions() default -1;

    /** Whether the buffer must be C-contiguous. */
    boolean contiguous() default false;

    /** The built-in types that are taken, such as {@code {"bytes", "bytearray"}}; every exporter if it is left out. */
    String[] types() default {};
}
