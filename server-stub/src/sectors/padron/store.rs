//! The copy of the register.

use rusqlite::{Connection, Transaction, params};

use crate::store::StoreError;

/// Somebody's record.
#[derive(Debug, PartialEq, Eq)]
pub struct Ficha {
    /// The last volante: its number and until when it is believed (`YYYY-MM-DD`).
    pub volante: Option<(String, String)>,
    /// What the city granted.
    pub titulos: Vec<Titulo>,
    /// How many children are in the person's care.
    pub menores: i64,
}

/// Something granted.
#[derive(Debug, PartialEq, Eq)]
pub struct Titulo {
    /// FN, TE or MM.
    pub clase: String,
    /// Its number.
    pub numero: String,
    /// `YYYY-MM-DD`, or empty if it is held for good.
    pub caduca: String,
}

/// Registers somebody.
pub fn register(tx: &Transaction<'_>, nif: &str, hoja: &str) -> Result<(), StoreError> {
    tx.execute("INSERT INTO padron_inscripcion (nif, hoja) VALUES (?, ?)", [nif, hoja])?;
    Ok(())
}

/// Gives out a volante.
pub fn give_volante(tx: &Transaction<'_>, nif: &str, numero: &str, hasta: &str) -> Result<(), StoreError> {
    let sql = "UPDATE padron_inscripcion SET volante = ?, volante_hasta = ? WHERE nif = ?";
    tx.execute(sql, [numero, hasta, nif])?;
    Ok(())
}

/// Puts a child into somebody's care.
pub fn entrust(tx: &Transaction<'_>, nif: &str, menor: &str) -> Result<(), StoreError> {
    tx.execute("INSERT INTO padron_menor (nif, menor) VALUES (?, ?)", [nif, menor])?;
    Ok(())
}

/// Grants something.
pub fn grant(tx: &Transaction<'_>, nif: &str, titulo: &Titulo) -> Result<(), StoreError> {
    let sql = "INSERT INTO padron_titulo (numero, nif, clase, caduca) VALUES (?, ?, ?, ?)";
    tx.execute(sql, params![titulo.numero, nif, titulo.clase, titulo.caduca])?;
    Ok(())
}

/// The record of somebody who is registered.
pub fn ficha(connection: &Connection, nif: &str) -> Result<Ficha, StoreError> {
    let sql = "SELECT volante, volante_hasta, (SELECT count(*) FROM padron_menor AS m WHERE m.nif = i.nif)
               FROM padron_inscripcion AS i WHERE nif = ?";
    let (number, until, menores) = connection.prepare_cached(sql)?.query_row([nif], |row| {
        Ok((row.get::<_, Option<String>>(0)?, row.get(1)?, row.get(2)?))
    })?;
    let sql = "SELECT clase, numero, caduca FROM padron_titulo WHERE nif = ? ORDER BY clase, numero";
    let mut statement = connection.prepare_cached(sql)?;
    let titulos = statement.query_map([nif], |row| {
        Ok(Titulo {
            clase: row.get(0)?,
            numero: row.get(1)?,
            caduca: row.get(2)?,
        })
    })?;
    Ok(Ficha {
        volante: number.zip(until),
        titulos: titulos.collect::<Result<_, _>>()?,
        menores,
    })
}
