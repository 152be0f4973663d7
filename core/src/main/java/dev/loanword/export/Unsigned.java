package dev.loanword.export;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a {@code byte}, {@code short}, {@code int} or {@code long}, or each element of an array of these, holds an unsigned
 * number: an {@code int} from 0 to 2<sup>32</sup>-1 in Python. On a method it means the result.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
public @interface Unsigned {}
