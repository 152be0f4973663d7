package dev.loanword.export;

import dev.loanword.export.model.ParameterKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a parameter's Java declaration does not say: its default, its kind, another name. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.CLASS)
public @interface PyParameter {

    /** The name in Python; the Java name in snake_case if it is left out, which needs {@code javac -parameters}. */
    String name() default "";

    /**
     * The default as a Python literal: {@code "768"}, {@code "0.5"}, {@code "True"}, {@code "None"}, {@code "'utf-8'"},
     * {@code "()"}, or a member of an exported enum, {@code "Side.BUY"}. Empty means that the argument is required; an
     * {@link java.util.Optional} parameter has the default None by itself.
     */
    String defaultValue() default "";

    /** How the argument may be given. */
    ParameterKind kind() default ParameterKind.STANDARD;
}
