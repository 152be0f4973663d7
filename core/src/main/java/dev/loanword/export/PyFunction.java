package dev.loanword.export;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method a Python function: of a module in a {@link PyModule} class, a method in a {@link PyClass}.
 *
 * <p>In a {@link PyClass} a static method is a static method in Python too, unless {@link #classMethod()} says otherwise, and
 * special methods are those named so: {@code @PyFunction(name = "__len__")}.
 *
 * <p>{@code @PyFunction(name = "__buffer__") LentMemory memory()} makes instances buffers: {@code memoryview(instance)} shows
 * the very memory, with its shape and format. The method is called for each buffer that Python takes. Each is a use of the
 * owner's memory until it is released or collected; for {@code null} Python gets a {@code BufferError}.
 *
 * <p>A parameter of type {@link dev.loanword.kernels.Checkpoint}, {@link dev.loanword.export.FileAccess} or
 * {@link dev.loanword.memory.CopyLedger} is supplied by the host, and is no parameter in Python.
 *
 * <p>Methods of one Python name are told apart by the kinds of their arguments; those that can't be are refused where the
 * class is compiled.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface PyFunction {

    /** The name in Python; the method's name in snake_case if it is left out. */
    String name() default "";

    /** The docstring. */
    String doc() default "";

    /**
     * Whether other Python threads run while the method does. Its buffers stay locked; it touches no Python object, so it
     * takes no callback and no iterator.
     */
    boolean releasesGil() default false;

    /**
     * Whether the method is compiled into the Python code that calls it, as if it were written there. For a few lines of
     * arithmetic that are called in a hot loop: it saves the call, about two nanoseconds. The method takes at most three
     * parameters, each a {@code boolean}, {@code int}, {@code long} or {@code double}, and gives one of these or nothing. What
     * it calls is compiled there too, so it must not lead far: no I/O, no locks, no collections.
     */
    boolean inlined() default false;

    /**
     * Whether a static method of a {@link PyClass} that returns that class is a class method: another constructor. Called on
     * a subclass written in Python it gives an instance of that.
     */
    boolean classMethod() default false;
}
