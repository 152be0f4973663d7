package dev.loanword.export;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a public static final field a constant of the module or type. Its value is read once a host. */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface PyConstant {

    /** The name in Python; the field's own if it is left out. */
    String name() default "";
}
