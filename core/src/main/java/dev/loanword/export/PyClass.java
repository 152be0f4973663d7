package dev.loanword.export;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public class a Python type. It belongs to the {@link PyModule} that lists it or that it is nested in.
 *
 * <p>A class becomes a type whose instances hold the Java object: constructed by the constructors marked with
 * {@link PyConstructor}, used by the methods marked with {@link PyFunction} and {@link PyProperty}, open to subclasses written
 * in Python. If it extends another class marked so, its type derives from that one's.
 *
 * <p>Of a class that is neither final nor sealed, what a Python subclass makes of an exported method or property holds for
 * Java's callers too: a Java call of {@code strategy.decide(price)} runs the Python method, whose exceptions pass through Java
 * unchanged. {@code super().decide(price)} is Java's own method. A borrowed buffer that Java passes on is, for the time of that
 * call, a {@code loanword.Buffer} over the same memory; a callback is a callable. Final methods, special methods but
 * {@code __call__}, and methods that return lent memory, iterators, futures or publishers are overridden for Python's callers
 * alone; so are all of an object that Java itself constructed, or that is still being constructed.
 *
 * <p>An {@link AutoCloseable} is a context manager, without more. An enum becomes an {@code enum.Enum}, a record a named tuple;
 * both cross the boundary by value.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface PyClass {

    /** The name in Python; the class's own if it is left out. */
    String name() default "";

    /** The type's docstring. */
    String doc() default "";

    /** Names of properties, in the order in which {@code case Type(a, b)} takes them: {@code __match_args__}. */
    String[] matchArgs() default {};
}
