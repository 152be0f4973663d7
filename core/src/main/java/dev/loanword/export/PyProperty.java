package dev.loanword.export;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of a {@link PyClass} the getter or setter of a Python property: a method without parameters gets, a
 * void method with one parameter sets. A property without a setter is read-only.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface PyProperty {

    /** The name in Python; the method's name in snake_case, without get, is or set, if it is left out. */
    String name() default "";

    /** The docstring; the getter's counts. */
    String doc() default "";
}
