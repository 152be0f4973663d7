package dev.loanword.export;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public class importable as a Python module.
 *
 * <p>Its functions are the methods marked with {@link PyFunction}, its constants the fields marked with {@link PyConstant},
 * its types the classes listed in {@link #classes()} and the public nested classes that are marked themselves. Nothing else
 * of the class is seen.
 *
 * <p>Functions from instance methods need an instance: the class then has a public constructor without parameters, called
 * once a host, or the application exports an instance of its own.
 *
 * <p>A name with dots is a module in a package: {@code import pricing.greeks}. The package is the module of that name that Java
 * exports, else the package that Python finds, which keeps all that it has, else an empty one that is made for it.
 *
 * {@snippet :
 * @PyModule(doc = "Prices of options.")
 * public final class Pricing {
 *     @PyFunction(doc = "The price of a call.")
 *     public static double callPrice(double spot, double strike, @PyParameter(defaultValue = "0.01") double rate) {
 *         return Math.max(0, spot - strike * (1 - rate));
 *     }
 * }
 * }
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface PyModule {

    /** The name to import, with dots for a module in a package; the class's name in snake_case if it is left out. */
    String name() default "";

    /** The module's docstring. */
    String doc() default "";

    /** Classes marked with {@link PyClass} or {@link PyException} that belong to the module, nested ones aside. */
    Class<?>[] classes() default {};
}
