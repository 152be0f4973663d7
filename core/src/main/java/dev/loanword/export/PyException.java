package dev.loanword.export;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public exception class a Python exception class of the module that lists it. What Java throws of it or of a subclass
 * is raised as that, with the same message; a cause becomes {@code __cause__}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface PyException {

    /** The name in Python; the class's own, with a trailing "Exception" made "Error", if it is left out. */
    String name() default "";

    /** The docstring. */
    String doc() default "";

    /**
     * The built-in exception to derive from, such as {@code "ValueError"}. Left out, it is the nearest Java superclass that is
     * marked too, else the built-in exception that stands for the nearest Java superclass that has one.
     */
    String base() default "";
}
