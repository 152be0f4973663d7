package dev.loanword.export.processor;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.MethodParametersAttribute;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the parameters' names out of a class file. */
final class MethodParameters {
    private MethodParameters() {}

    static void strip(Path classFile) throws IOException {
        ClassFile context = ClassFile.of();
        Files.write(classFile, context.transformClass(context.parse(Files.readAllBytes(classFile)),
                ClassTransform.transformingMethods(
                        MethodTransform.dropping(element -> element instanceof MethodParametersAttribute))));
    }
}
