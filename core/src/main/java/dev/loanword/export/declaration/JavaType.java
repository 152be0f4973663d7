package dev.loanword.export.declaration;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A Java type as it is written, generics included. Its text is what messages show. */
public sealed interface JavaType {

    /** Returns the type as the descriptor of its erasure; a type variable's is that of its first bound. */
    String descriptor();

    /**
     * Replaces type variables.
     *
     * @param bindings what stands for each name; a name without a binding stays
     */
    JavaType substitute(Map<String, JavaType> bindings);

    /** A primitive type, or void. */
    enum Primitive implements JavaType {
        /** No value. */
        VOID("V"),
        /** True or false. */
        BOOLEAN("Z"),
        /** 8 bits. */
        BYTE("B"),
        /** 16 bits. */
        SHORT("S"),
        /** 32 bits. */
        INT("I"),
        /** 64 bits. */
        LONG("J"),
        /** IEEE 754 binary32. */
        FLOAT("F"),
        /** IEEE 754 binary64. */
        DOUBLE("D"),
        /** One UTF-16 unit. */
        CHAR("C");

        private final String descriptor;

        Primitive(String descriptor) {
            this.descriptor = descriptor;
        }

        @Override
        public String descriptor() {
            return descriptor;
        }

        @Override
        public JavaType substitute(Map<String, JavaType> bindings) {
            return this;
        }

        /** Returns the keyword, such as {@code int}. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A class or interface.
     *
     * @param name the binary name
     * @param arguments its type arguments; empty if it is not generic, or raw
     */
    record Class(String name, List<JavaType> arguments) implements JavaType {
        /** {@link Object}. */
        public static final Class OBJECT = new Class("java.lang.Object", List.of());

        /** Copies the list. */
        public Class {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String descriptor() {
            return "L" + name.replace('.', '/') + ";";
        }

        @Override
        public JavaType substitute(Map<String, JavaType> bindings) {
            UnaryOperator<JavaType> replace = argument -> argument.substitute(bindings);
            return new Class(name, arguments.stream().map(replace).toList());
        }

        /** Returns it as it would be written, with its package unless that is {@code java.lang}. */
        @Override
        public String toString() {
            String plain = sourceName(name);
            return arguments.isEmpty()
                    ? plain
                    : plain + arguments.stream().map(JavaType::toString).collect(Collectors.joining(", ", "<", ">"));
        }

        private static String sourceName(String name) {
            String language = "java.lang.";
            boolean isOfLanguage = name.startsWith(language) && name.indexOf('.', language.length()) < 0;
            return (isOfLanguage ? name.substring(language.length()) : name).replace('$', '.');
        }
    }

    /** An array. */
    record Array(JavaType component) implements JavaType {
        @Override
        public String descriptor() {
            return "[" + component.descriptor();
        }

        @Override
        public JavaType substitute(Map<String, JavaType> bindings) {
            return new Array(component.substitute(bindings));
        }

        @Override
        public String toString() {
            return component + "[]";
        }
    }

    /**
     * A type variable.
     *
     * @param erasure the descriptor of its first bound
     */
    record Variable(String name, String erasure) implements JavaType {
        @Override
        public String descriptor() {
            return erasure;
        }

        @Override
        public JavaType substitute(Map<String, JavaType> bindings) {
            return bindings.getOrDefault(name, this);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A wildcard, as a type argument only. */
    record Wildcard(Bound kind, JavaType bound) implements JavaType {
        /** What a wildcard is bounded by: {@code ?}, {@code ? extends X}, {@code ? super X}. */
        public enum Bound { NONE, EXTENDS, SUPER }

        @Override
        public String descriptor() {
            return kind == Bound.EXTENDS ? bound.descriptor() : Class.OBJECT.descriptor();
        }

        @Override
        public JavaType substitute(Map<String, JavaType> bindings) {
            return new Wildcard(kind, bound.substitute(bindings));
        }

        @Override
        public String toString() {
            return switch (kind) {
                case NONE -> "?";
                case EXTENDS -> "? extends " + bound;
                case SUPER -> "? super " + bound;
            };
        }
    }
}
