package dev.loanword.export.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.constant.ClassDesc;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClassFileDeclarationsTest {

    @Test
    void a_class_that_claims_to_lie_in_itself_lies_nowhere() {
        ClassDesc loop = ClassDesc.of("demo.Loop");
        byte[] file = ClassFile.of().build(loop, builder -> builder.with(InnerClassesAttribute.of(
                InnerClassInfo.of(loop, Optional.of(loop), Optional.of("Loop"), ClassFile.ACC_PUBLIC))));
        assertThat(new ClassFileDeclarations(_ -> new ByteArrayInputStream(file)).find("demo.Loop").orElseThrow().enclosing())
                .isEmpty();
    }

    @Test
    void a_file_that_holds_another_class_is_not_found() {
        byte[] file = ClassFile.of().build(ClassDesc.of("demo.Other"), _ -> { });
        assertThat(new ClassFileDeclarations(_ -> new ByteArrayInputStream(file)).find("demo.Wanted")).isEmpty();
    }

    @Test
    void each_file_is_read_once_and_the_classes_of_the_jdk_are_found_besides() {
        AtomicInteger count = new AtomicInteger();
        ClassFileDeclarations declarations = new ClassFileDeclarations(_ -> {
            count.incrementAndGet();
            return null;
        });
        assertThat(declarations.find("java.util.Map$Entry").orElseThrow().sourceName()).isEqualTo("Map.Entry");
        assertThat(declarations.find("java.util.Map$Entry").orElseThrow().simpleName()).isEqualTo("Entry");
        assertThat(declarations.find("no.such.Class")).isEmpty();
        assertThat(declarations.find("no.such.Class")).isEmpty();
        assertThat(count).hasValue(2);
    }

    @Test
    void a_file_that_cannot_be_read_is_named() {
        ClassFileDeclarations declarations = new ClassFileDeclarations(_ -> {
            throw new IOException("disk on fire");
        });
        assertThatThrownBy(() -> declarations.find("demo.Any")).isInstanceOf(UncheckedIOException.class)
                .hasMessage("the class file of demo.Any can't be read").hasRootCauseMessage("disk on fire");
    }
}
