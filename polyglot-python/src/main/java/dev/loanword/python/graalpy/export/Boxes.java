package dev.loanword.python.graalpy.export;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;

/** Boxes and unboxes primitives in spun code. */
final class Boxes {

    private static final Map<ClassDesc, ClassDesc> BOXES = Map.of(
            ConstantDescs.CD_boolean, ConstantDescs.CD_Boolean,
            ConstantDescs.CD_byte, ConstantDescs.CD_Byte,
            ConstantDescs.CD_short, ConstantDescs.CD_Short,
            ConstantDescs.CD_char, ConstantDescs.CD_Character,
            ConstantDescs.CD_int, ConstantDescs.CD_Integer,
            ConstantDescs.CD_long, ConstantDescs.CD_Long,
            ConstantDescs.CD_float, ConstantDescs.CD_Float,
            ConstantDescs.CD_double, ConstantDescs.CD_Double);

    private Boxes() {}

    /** Turns the reference on the stack into a value of the type. */
    static void unbox(CodeBuilder code, ClassDesc type) {
        if (!type.isPrimitive()) {
            code.checkcast(type);
            return;
        }
        ClassDesc box = BOXES.get(type);
        code.checkcast(box).invokevirtual(box, type.displayName() + "Value", MethodTypeDesc.of(type));
    }

    /** Turns the value of the type on the stack into a reference; there is none for void. */
    static void box(CodeBuilder code, ClassDesc type) {
        if (type.isPrimitive() && TypeKind.from(type) != TypeKind.VOID) {
            ClassDesc box = BOXES.get(type);
            code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, type));
        }
    }
}
