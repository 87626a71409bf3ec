//! Receipts: what was paid, however it was, and the official paper of it.

use super::Payments;
use super::ask;
use super::model::{Receipt, Right};
use super::store::{self, Drawer, KeptReceipts};
use crate::error::Error;
use crate::net::NetError;
use crate::store::{StoreError, VaultState};

/// What every PDF begins and ends with (ISO 32000-1, 7.5.2 and 7.5.5). After the end there may be a line break.
const BEGINS: &[u8] = b"%PDF-";
const ENDS: &[u8] = b"%%EOF";
/// No official paper is smaller than its own frame, nor as large as a book.
const LARGEST: usize = 4 * 1_024 * 1_024;

impl Payments {
    /// Every receipt of the person on the phone, the last one paid first, and how many cannot be read. Reads the phone's disk only.
    pub async fn receipts(&self) -> Result<KeptReceipts, Error> {
        let sealer = self.follow.vault.sealer()?;
        self.read(move |connection| store::receipts(connection, &sealer, Drawer::of(Right::Person)))
            .await
    }

    /// Every receipt of what was paid on this phone with a paper in the hand. Reads the phone's disk only, signed in or not.
    pub async fn receipts_by_reference(&self) -> Result<KeptReceipts, Error> {
        let Some(sealer) = self.papers.vault.sealer_without_person(false).await? else {
            return Ok(KeptReceipts::default());
        };
        self.read(move |connection| store::receipts(connection, &sealer, Drawer::of(Right::Paper)))
            .await
    }

    /// One receipt, by the city's number. Fails with `receipt.unknown` where the phone has none.
    pub async fn receipt(&self, number: String) -> Result<Receipt, Error> {
        Ok(self.find(number).await?.0)
    }

    /// One receipt of the person who has signed in: what was paid with a paper in the hand is nobody's. Fails with `receipt.unknown`
    /// where they have none, and with `session.none` where nobody has signed in.
    pub async fn own_receipt(&self, number: String) -> Result<Receipt, Error> {
        if self.follow.vault.state()? == VaultState::Empty {
            return Err(NetError::SignedOut.into());
        }
        let sealer = self.follow.vault.sealer()?;
        let found =
            self.read(move |connection| store::receipt(connection, &sealer, Drawer::of(Right::Person), &number));
        found.await?.ok_or(Error::NotFound("receipt.unknown"))
    }

    /// The official paper of a receipt, a PDF: from the phone's disk where it was fetched before, so that it can be read without a
    /// network for ever; else from the city, and kept. Safe to repeat.
    ///
    /// Fails with `receipt.unknown` where the phone has no such receipt or the city knows none of its code, and as the network and the
    /// disk do. What is no whole PDF is not kept.
    pub async fn receipt_pdf(&self, number: String) -> Result<Vec<u8>, Error> {
        let (receipt, right) = self.find(number).await?;
        let sealer = self.sealer_for(right).await?;
        let (opening, wanted) = (sealer.clone(), receipt.number.clone());
        let kept = self.read(move |connection| store::pdf(connection, &opening, Drawer::of(right), &wanted));
        if let Some(pdf) = kept.await? {
            return Ok(pdf);
        }
        let pdf = match ask::pdf(&self.papers.city, &receipt.code).await {
            Ok(pdf) if is_whole(&pdf) => pdf,
            Ok(_) => return Err(NetError::BadReply.into()),
            Err(NetError::NotFound) => return Err(Error::NotFound("receipt.unknown")),
            Err(failed) => return Err(failed.into()),
        };
        let keeping = pdf.clone();
        self.write(move |tx| store::keep_pdf(tx, &sealer, Drawer::of(right), (&receipt.number, &keeping)))
            .await?;
        Ok(pdf)
    }

    /// A receipt, and by whose right it is here: the person's first, if their data are open.
    async fn find(&self, number: String) -> Result<(Receipt, Right), Error> {
        let is_locked = self.follow.vault.state()? == VaultState::Locked;
        let own = self.follow.vault.sealer().ok();
        let papers = self.papers.vault.sealer_without_person(false).await?;
        let sealers = [(own, Right::Person), (papers, Right::Paper)];
        let found = self.read(move |connection| {
            for (sealer, right) in sealers {
                let Some(sealer) = sealer else { continue };
                if let Some(receipt) = store::receipt(connection, &sealer, Drawer::of(right), &number)? {
                    return Ok(Some((receipt, right)));
                }
            }
            Ok(None)
        });
        match (found.await?, is_locked) {
            (Some(found), _) => Ok(found),
            // It may be one of the person's, which cannot be looked at now.
            (None, true) => Err(StoreError::Locked.into()),
            (None, false) => Err(Error::NotFound("receipt.unknown")),
        }
    }
}

fn is_whole(pdf: &[u8]) -> bool {
    pdf.len() <= LARGEST && pdf.starts_with(BEGINS) && pdf.trim_ascii_end().ends_with(ENDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cut_off_or_is_something_else_is_no_paper() {
        assert!(is_whole(b"%PDF-1.4 ... %%EOF") && is_whole(b"%PDF-1.7 ... %%EOF\r\n"));
        for other in [&b""[..], b"%PDF-1.4 ...", b"<html>%%EOF", b"%%EOF"] {
            assert!(!is_whole(other));
        }
        assert!(!is_whole(
            &[b"%PDF-1.4".as_slice(), &vec![b' '; LARGEST], b"%%EOF"].concat()
        ));
    }
}
