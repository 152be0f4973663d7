package dev.loanword.python.graalpy.export;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/** What the code of all spun classes is made of. Values cross as an array of objects, primitives boxed. */
final class SpunCode {

    static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();

    private SpunCode() {}

    /** A name that no other spun class has. */
    static ClassDesc newName(String purpose) {
        return ClassDesc.of("dev.loanword.spun." + purpose + "_" + SpunClasses.number());
    }

    /** A public final class. */
    static byte[] spin(ClassDesc name, Consumer<ClassBuilder> members) {
        return ClassFile.of().build(name, type -> {
            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            members.accept(type);
        });
    }

    /** A public final class that extends one of ours by one method, and has a constructor without parameters. */
    static byte[] spinSubclass(
            ClassDesc name, ClassDesc superclass, String method, MethodTypeDesc descriptor, Consumer<CodeBuilder> code) {
        return spin(name, type -> {
            addEmptyConstructor(type, superclass);
            type.withMethodBody(method, descriptor, ClassFile.ACC_PUBLIC, code);
        });
    }

    /** Makes a class extend another, and gives it a constructor without parameters. */
    static void addEmptyConstructor(ClassBuilder type, ClassDesc superclass) {
        type.withSuperclass(superclass)
                .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC, code -> code.aload(0)
                        .invokespecial(superclass, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .return_());
    }

    /** Loads all parameters of the method that the code is of, as they are. */
    static void loadParameters(CodeBuilder code, MethodTypeDesc method) {
        for (int i = 0; i < method.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(method.parameterType(i)), code.parameterSlot(i));
        }
    }

    /** Loads an array of all parameters of the method that the code is of. */
    static void loadParametersAsArray(CodeBuilder code, MethodTypeDesc method) {
        code.loadConstant(method.parameterCount()).anewarray(ConstantDescs.CD_Object);
        for (int i = 0; i < method.parameterCount(); i++) {
            ClassDesc parameter = method.parameterType(i);
            code.dup().loadConstant(i);
            code.loadLocal(TypeKind.from(parameter), code.parameterSlot(i));
            Boxes.box(code, parameter);
            code.aastore();
        }
    }

    /** Loads the arguments of another method from the array in a variable. */
    static void loadFromArray(CodeBuilder code, int slot, MethodTypeDesc called) {
        for (int i = 0; i < called.parameterCount(); i++) {
            code.aload(slot).loadConstant(i).aaload();
            Boxes.unbox(code, called.parameterType(i));
        }
    }

    /** Returns as an object what a call has left on the stack; {@code null} for void. */
    static void returnBoxed(CodeBuilder code, ClassDesc type) {
        if (TypeKind.from(type) == TypeKind.VOID) {
            code.aconst_null();
        } else {
            Boxes.box(code, type);
        }
        code.areturn();
    }

    /** Returns the object on the stack as a value of a type. */
    static void returnUnboxed(CodeBuilder code, ClassDesc type) {
        if (TypeKind.from(type) == TypeKind.VOID) {
            code.pop().return_();
        } else {
            Boxes.unbox(code, type);
            code.return_(TypeKind.from(type));
        }
    }
}
