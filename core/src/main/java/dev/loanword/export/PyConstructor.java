package dev.loanword.export;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets Python construct a {@link PyClass} by a public constructor.
 *
 * <p>Constructors are not inherited, as in Java. A subclass written in Python passes their arguments to
 * {@code super().__init__(...)}, or takes them itself if it has no {@code __init__}.
 *
 * <p>An abstract class may have one too: Python then constructs its own subclasses of it, which define the abstract methods.
 *
 * <p>A class without any can't be constructed from Python; its instances come from functions.
 */
@Documented
@Target(ElementType.CONSTRUCTOR)
@Retention(RetentionPolicy.CLASS)
public @interface PyConstructor {}
